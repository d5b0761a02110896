"""The time of day, as it is typed."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms


class ClockInput(forms.TimeInput):
    """The phone's own clock."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


def at_clock(day: date, clock: time | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, clock, zone) if clock else None
