"""Why a business tie is refused."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class TiedToHerself(MentoringError):
    """facts: person."""

    code = "tied_to_herself"
    message = _("%(person)s cannot be tied to herself. Choose the other side of the tie.")


class OneOtherSide(MentoringError):
    """No facts."""

    code = "one_other_side"
    message = _(
        "A tie has one other side. Choose a person, choose an account, or write a name: "
        "exactly one of the three."
    )


class TieStands(MentoringError):
    """facts: person, kind, starts_on."""

    code = "tie_stands"
    message = _(
        "The same tie of %(person)s (%(kind)s) stands since %(starts_on)s. "
        "End that one first, or choose other days."
    )


class DebtNeedsConsent(MentoringError):
    """facts: person."""

    code = "debt_needs_consent"
    message = _(
        "What %(person)s owes is written down only with her consent to mentoring. "
        "Ask her first and write her consent down."
    )
