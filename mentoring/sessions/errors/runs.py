"""Why a training run refuses."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


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


class OutsideTheAges(MentoringError):
    """Training centres often take an age; a run that says none takes everybody."""

    code = "outside_the_ages"
    message = _(
        "This training is for people of %(ages)s years, and these are not: %(names)s. "
        "Choose others, or change the ages of the training."
    )


class SessionsStillOpen(MentoringError):
    code = "sessions_still_open"
    message = _(
        "%(count)d sessions have no outcome yet, the first on %(day)s. Record the attendance, "
        "or say why they were not held. Then close the training."
    )


class RunNotAgreed(MentoringError):
    code = "run_not_agreed"
    message = _(
        "This training is only proposed. Wait until the training centre agrees to it, "
        "then write down who came."
    )


class ProposalDecided(MentoringError):
    code = "proposal_decided"
    message = _("This proposal was decided already: %(state)s. Open the training to read why.")


class DecisionNeedsReason(MentoringError):
    code = "decision_needs_reason"
    message = _("Say why the training is declined, so that whoever proposed it knows what to do.")


class SeatsTaken(MentoringError):
    code = "seats_taken"
    message = _(
        "%(taken)d seats are taken already, so there cannot be only %(seats)d. "
        "Note first who leaves, or keep more seats."
    )


class NoSeatLeft(MentoringError):
    code = "no_seat_left"
    message = _(
        "%(wanted)d people are to take part, but only %(seats)d seats and %(reserves)d reserve "
        "seats are free. Choose fewer, or give the training more seats."
    )


class NotAFacilitator(MentoringError):
    code = "not_a_facilitator"
    message = _(
        "Not a facilitator, and in no group: %(names)s. Choose the group each one is a member of."
    )


class LeftBeforeAttended(MentoringError):
    code = "left_before_attended"
    message = _(
        "%(name)s was present on %(day)s. Choose a later day, or correct that attendance first."
    )


class NumberTwice(MentoringError):
    code = "number_twice"
    message = _("Two participants have the number %(numbers)s. Give each one her own.")


class NothingToPrint(MentoringError):
    code = "nothing_to_print"
    message = _(
        "There are %(count)d sessions for this paper; it takes 1 to %(most)d. "
        "Choose another month or paper, or plan and record sessions first."
    )
