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
        "choose “did not take place” and say why."
    )


class DayUnreadable(MentoringError):
    """facts: said (as it came)."""

    code = "day_unreadable"
    message = _(
        "“%(said)s” is no day we know. Check the date and calendar of the phone, "
        "then correct the record."
    )


class FieldUnreadable(MentoringError):
    """facts: field (its name in the record), said (as it came)."""

    code = "field_unreadable"
    message = _(
        "“%(said)s” cannot be read as “%(field)s”. Correct the record, or ask the coordinator."
    )


class GroupUnknown(MentoringError):
    code = "group_unknown"
    message = _("This group is not known here. Fetch the newest groups, then choose it again.")


class GroupFromElsewhere(MentoringError):
    """facts: group (that is told to have met with the first one), other (the first one)."""

    code = "group_from_elsewhere"
    message = _(
        "%(group)s lies in another regency than %(other)s, and you do not accompany it. "
        "Take it out of this visit and write down who came from there as guests."
    )


class LessonUnknown(MentoringError):
    code = "lesson_unknown"
    message = _("One of the lessons is not known here. Choose it again from the list.")


class SessionTooLong(MentoringError):
    code = "session_too_long"
    message = _(
        "%(minutes)d minutes is more than 12 hours. Check the number. If it was so long, say so."
    )


class SessionOvernight(MentoringError):
    code = "session_overnight"
    message = _(
        "From %(starts)s it would last %(minutes)d minutes, beyond midnight. "
        "Write one session for each day."
    )


class NotHeldUnexplained(MentoringError):
    code = "not_held_unexplained"
    message = _("Say why the visit did not take place. One word is enough.")


class ChangeUnexplained(MentoringError):
    code = "change_unexplained"
    message = _("Say why the visit is changed. Then send it again.")


class NotYoursToChange(MentoringError):
    code = "not_yours_to_change"
    message = _(
        "Only whoever recorded this visit, or accompanied the group on that day, changes it. "
        "Tell your coordinator."
    )


class PromiseOfAnotherSession(MentoringError):
    code = "promise_of_another_session"
    message = _("A promise of this visit belongs to another one. Write it down anew.")


class SessionLocked(MentoringError):
    """facts: lock (what locked its figures, in words)."""

    code = "session_locked"
    message = _(
        "The figures of this visit are locked (%(lock)s). What you changed waits as a request; "
        "the figures stay until somebody decides."
    )


class RecordUnfit(MentoringError):
    """The database refused a record that was judged to be fit: told, never swallowed."""

    code = "record_unfit"
    message = _("This record cannot be kept as it is. Show it to your coordinator.")
