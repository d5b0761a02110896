"""Refusals about plans of visits by stage."""

from django.utils.translation import gettext_lazy as _

from mentoring.incubation.errors import IncubationError


class NotYoursToPlanVisits(IncubationError):
    code = "not_yours_to_plan_visits"
    message = _(
        "Only a coordinator of this place lets visits of “%(group)s” follow the stages of its "
        "cycle. Tell the coordinator."
    )
