"""Why a planned session cannot be made or settled so."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class SessionNotPlanned(MentoringError):
    code = "session_not_planned"
    message = _("This session is no longer open: it is %(state)s. Plan a new one if you need it.")


class ReasonMissing(MentoringError):
    code = "reason_missing"
    message = _("Say in a few words why. It helps to plan the next time.")


class SessionHasPassed(MentoringError):
    code = "session_has_passed"
    message = _("%(day)s is over. Choose a day from today on.")


class VisitPlansOverlap(MentoringError):
    code = "visit_plans_overlap"
    message = _(
        "For %(group)s there is already a plan from %(starts)s. Choose other days, "
        "or change that plan."
    )
