"""What is done with a filled form of a planned visit."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.registry.models import CrafterGroup
from mentoring.sessions.forms.calendar import PlanRowForm
from mentoring.sessions.notices import notices_for_group
from mentoring.sessions.services import plan_series, plan_visit

_MOST_TOLD = 6


def plan_from(form: PlanRowForm, group: CrafterGroup, user: Any) -> list[date]:
    """Plan what the form says; return the days. Raises what the services raise."""
    if not form.comes_again:
        zone = ZoneInfo(group.sentra.time_zone)
        return [plan_visit(group=group, planned_by=user, **form.visit(zone)).happened_on]
    key = form.cleaned_data["session_id"]
    plan = form.series_plan()
    plan_series(group=group, plan=plan, planned_by=user, series_id=key)
    return plan.days()


def tell_planned(
    request: HttpRequest, form: PlanRowForm, group: CrafterGroup, days: list[date]
) -> None:
    """Say how many visits are planned, and what is to be known about their days."""
    count = len(days)
    said = ngettext("The visit is planned.", "%(count)d visits are planned.", count)
    messages.success(request, said % {"count": count})
    told = notices_for_group(
        group, days, form.cleaned_data["start_time"], form.cleaned_data["planned_minutes"] or 0
    )
    for day in list(told)[:_MOST_TOLD]:
        titles = ", ".join(notice.title for notice in told[day])
        messages.warning(request, f"{date_format(day, 'l, j F Y')}: {titles}")
    if len(told) > _MOST_TOLD:
        messages.warning(request, _("More such days stand in the calendar."))
