"""Why attendance cannot be written down so."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class MinutesExceedSession(MentoringError):
    code = "minutes_exceed_session"
    message = _(
        "%(minutes)d minutes is longer than the session (%(longest)d). "
        "Enter less, or correct the length of the session."
    )


class AttendanceMissing(MentoringError):
    code = "attendance_missing"
    message = _(
        "On %(day)s the attendance of %(count)d participants is missing. "
        "Fill the list. Then close the training."
    )
