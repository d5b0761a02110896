"""Sessions before they happen, and what became of those that did not."""

import uuid
from datetime import date
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.registry.forms import DayInput
from mentoring.sessions.forms.clock import ClockInput, at_clock
from mentoring.sessions.forms.visits import VISIT_KINDS
from mentoring.sessions.models import (
    SessionState,
)
from mentoring.sessions.services import (
    PlannedSession,
)


class PlanVisitForm(forms.Form):
    session_id = forms.UUIDField(widget=forms.HiddenInput)
    planned_on = forms.DateField(label=_("Date"), widget=DayInput)
    kind = forms.ChoiceField(label=_("Kind"), choices=VISIT_KINDS)


class SettleForm(forms.Form):
    """What became of a planned session that was not held."""

    outcome = forms.ChoiceField(
        label=_("What happened"),
        widget=forms.RadioSelect,
        choices=[
            (SessionState.NOT_HELD, _("It did not take place")),
            (SessionState.CANCELLED, _("It is called off")),
        ],
        initial=SessionState.NOT_HELD,
    )
    reason = forms.CharField(label=_("Why"), max_length=200)


class PlanSessionsForm(forms.Form):
    """Several sessions of a run on days that follow one another."""

    batch = forms.UUIDField(widget=forms.HiddenInput)
    first_on = forms.DateField(label=_("First day"), widget=DayInput)
    count = forms.IntegerField(label=_("How many sessions"), min_value=1, max_value=60, initial=3)
    planned_minutes = forms.IntegerField(
        label=_("Minutes each"),
        help_text=_("8 lesson hours of 45 minutes are 360 minutes."),
        min_value=1,
        max_value=720,
        initial=360,
    )
    start_time = forms.TimeField(label=_("Starts at"), required=False, widget=ClockInput)
    skips_sundays = forms.BooleanField(label=_("Sundays are free"), initial=True, required=False)
    is_make_up = forms.BooleanField(
        label=_("This repeats what some missed"),
        help_text=_("It counts for those who come, and does not lengthen the plan."),
        required=False,
    )

    def sessions(self, zone: ZoneInfo) -> list[tuple[uuid.UUID, PlannedSession]]:
        """The planned sessions with keys of their own: sending the form again plans nothing new."""
        said = self.cleaned_data
        days = _days_from(said["first_on"], said["count"], said["skips_sundays"])
        return [
            (
                uuid.uuid5(said["batch"], str(number)),
                PlannedSession(
                    day, said["planned_minutes"], at_clock(day, said["start_time"], zone)
                ),
            )
            for number, day in enumerate(days)
        ]


def _days_from(first: date, count: int, skips_sundays: bool) -> list[date]:
    days: list[date] = []
    ordinal = first.toordinal()
    while len(days) < count:
        day = date.fromordinal(ordinal)
        if not (skips_sundays and day.isoweekday() == 7):
            days.append(day)
        ordinal += 1
    return days
