"""Why an identity number is refused."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class IdentifierUnreadable(MentoringError):
    """facts: kind (NIK, KK or NIB)."""

    code = "identifier_unreadable"
    message = _(
        "This is no number of a %(kind)s. Type the digits as they stand on the card, "
        "or choose why there is no number."
    )


class TooManyNumbers(MentoringError):
    code = "too_many_numbers"
    message = _(
        "Many numbers were typed for this person today. "
        "Take the card at hand and try again tomorrow, or ask her coordinator."
    )


class RevealNeedsReason(MentoringError):
    code = "reveal_needs_reason"
    message = _("Say in a few words what the whole number is needed for. The reason is kept.")


class RevealNotAllowed(MentoringError):
    code = "reveal_not_allowed"
    message = _(
        "Only the coordinator of her place, or who makes her certificate, reads the whole "
        "number. Ask them."
    )


class NoNumberToReveal(MentoringError):
    """facts: kind."""

    code = "no_number_to_reveal"
    message = _("No %(kind)s is written down here. Enter it first, from the card.")
