"""Refusals about graduates: their checks, closing their cycle, and taking them back."""

from django.utils.translation import gettext_lazy as _

from mentoring.incubation.errors import IncubationError


class NotYoursToCheck(IncubationError):
    code = "not_yours_to_check"
    message = _(
        "Only the facilitator of “%(group)s” or a coordinator or evaluator of its place writes "
        "this check. Tell one of them what you saw."
    )


class CheckAnswered(IncubationError):
    code = "check_answered"
    message = _("This check was written down on %(day)s. Write what is new at the next check.")


class CheckTooEarly(IncubationError):
    code = "check_too_early"
    message = _(
        "This check is due on %(due)s, so %(day)s is too early. Look at the group again from "
        "%(from_day)s on."
    )


class CheckNoteMissing(IncubationError):
    code = "check_note_missing"
    message = _(
        "A check without words tells nobody anything later. Write what you saw at the group, in a "
        "few words."
    )


class ChecksOpen(IncubationError):
    code = "checks_open"
    message = _(
        "“%(group)s” still has a check to come, on %(day)s. Write it down before its cycle is "
        "closed."
    )


class NotAGraduate(IncubationError):
    code = "not_a_graduate"
    message = _(
        "“%(group)s” has no closed cycle that it graduated from. Propose it for a new cycle "
        "instead."
    )


class NotDormant(IncubationError):
    code = "not_dormant"
    message = _(
        "“%(group)s” still meets, so there is nothing to take up again. Only a graduate that "
        "fell silent is followed once more."
    )


class ReopenReasonMissing(IncubationError):
    code = "reopen_reason_missing"
    message = _("A graduate is followed again only for a reason. Write it in a few words.")
