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


class SessionsStillOpen(MentoringError):
    code = "sessions_still_open"
    message = _(
        "%(count)d sessions have no outcome yet, the first on %(day)s. Record the attendance, "
        "or say why they were not held. Then close the training."
    )
