"""Why a visit cannot be recorded as it was told."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class SessionInTheFuture(MentoringError):
    code = "session_in_the_future"
    message = _("%(day)s has not come yet where the group lives. Record it on the day or later.")


class NotAssignedThatDay(MentoringError):
    code = "not_assigned_that_day"
    message = _(
        "On %(day)s you were not the facilitator of %(group)s. "
        "Check the date, or ask your coordinator."
    )


class GroupNotFoundedYet(MentoringError):
    code = "group_not_founded_yet"
    message = _("%(group)s was founded on %(founded)s, after this date. Check the date.")


class GroupDissolvedBefore(MentoringError):
    """facts: group, ended (the first day without it)."""

    code = "group_dissolved_before"
    message = _(
        "%(group)s was dissolved on %(ended)s. Check the date. "
        "If people meet again, ask the coordinator to form the group again."
    )


class SessionAlreadyLogged(MentoringError):
    """The same key came with other content: nothing is overwritten behind anybody's back."""

    code = "session_already_logged"
    message = _(
        "This visit is saved already, with other answers. The saved one stays as it is. "
        "Open it to look, or start a new record for another visit."
    )


class NotOnTheRoster(MentoringError):
    code = "not_on_the_roster"
    message = _(
        "Not on the list on that day: %(names)s. Write them down as guests, "
        "or ask the coordinator to add them."
    )


class NobodyCame(MentoringError):
    code = "nobody_came"
    message = _(
        "Nobody is marked present. Mark who came. If the visit did not take place, "
        "plan it and then choose “did not take place”."
    )


class SessionTooLong(MentoringError):
    code = "session_too_long"
    message = _(
        "%(minutes)d minutes is more than 12 hours. Check the number. "
        "Write two sessions for two days."
    )
