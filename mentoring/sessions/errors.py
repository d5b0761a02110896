"""Refusals of this room: what, why, and what next, each with a code of its own."""

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


class SessionNotPlanned(MentoringError):
    code = "session_not_planned"
    message = _("This session is no longer open: it is %(state)s. Plan a new one if you need it.")


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


class MinutesExceedSession(MentoringError):
    code = "minutes_exceed_session"
    message = _(
        "%(minutes)d minutes is longer than the session (%(longest)d). "
        "Enter less, or correct the length of the session."
    )


class SessionTooLong(MentoringError):
    code = "session_too_long"
    message = _(
        "%(minutes)d minutes is more than 12 hours. Check the number. "
        "Write two sessions for two days."
    )


class ReasonMissing(MentoringError):
    code = "reason_missing"
    message = _("Say in a few words why. It helps to plan the next time.")


class SessionHasPassed(MentoringError):
    code = "session_has_passed"
    message = _("%(day)s is over. Choose a day from today on.")


class OutsideTheRun(MentoringError):
    code = "outside_the_run"
    message = _("%(day)s is outside the training (%(first)s to %(last)s). Choose a day within it.")


class ProgrammeUnknown(MentoringError):
    code = "programme_unknown"
    message = _(
        "There is no programme with the code %(programme_code)s. Choose one from the list, "
        "or ask an author to publish it first."
    )


class RunClosed(MentoringError):
    code = "run_closed"
    message = _(
        "This training is closed, and its attendance is final. "
        "Ask the programme manager if something is wrong."
    )


class GroupsWithoutFacilitator(MentoringError):
    """Training and mentoring go together; a group without a companion waits."""

    code = "groups_without_facilitator"
    message = _(
        "On %(day)s nobody accompanies: %(groups)s. Training and mentoring go together. "
        "Assign a facilitator first, then add the participants."
    )


class NotMembersThatDay(MentoringError):
    code = "not_members_that_day"
    message = _("Not a member of the group on %(day)s: %(names)s. Check the list of members.")


class SessionsStillOpen(MentoringError):
    code = "sessions_still_open"
    message = _(
        "%(count)d sessions have no outcome yet, the first on %(day)s. Record the attendance, "
        "or say why they were not held. Then close the training."
    )


class AttendanceMissing(MentoringError):
    code = "attendance_missing"
    message = _(
        "On %(day)s the attendance of %(count)d participants is missing. "
        "Fill the list. Then close the training."
    )


class FollowUpDueTooEarly(MentoringError):
    code = "follow_up_due_too_early"
    message = _("The promise was made on %(agreed)s. It cannot be due before that. Choose later.")


class ResultMissing(MentoringError):
    code = "result_missing"
    message = _("Write what came of it, even one word. Then close it.")


class FollowUpClosed(MentoringError):
    code = "follow_up_closed"
    message = _("Somebody closed this already, with the result: %(result)s")


class VisitPlansOverlap(MentoringError):
    code = "visit_plans_overlap"
    message = _(
        "For %(group)s there is already a plan from %(starts)s. Choose other days, "
        "or change that plan."
    )


class ProposalNotTaken(MentoringError):
    code = "proposal_not_taken"
    message = _("Nobody keeps the lesson “%(lesson)s” any more. Tell your coordinator instead.")


class MeetingAlreadyLogged(MentoringError):
    """facts: meeting."""

    code = "meeting_already_logged"
    message = _("This record was sent before as %(meeting)s. Open the page anew and write again.")


class ClusterNotFoundedYet(MentoringError):
    """facts: cluster, founded."""

    code = "cluster_not_founded_yet"
    message = _("%(cluster)s was founded on %(founded)s. Choose that day or a later one.")


class GroupsNotInTheCluster(MentoringError):
    """facts: names, cluster, day."""

    code = "groups_not_in_the_cluster"
    message = _("%(names)s did not belong to %(cluster)s on %(day)s. Leave them out.")
