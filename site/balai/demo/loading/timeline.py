"""When things happened in the demo: two years that end on the day it is loaded."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

MONTHS = 24


@dataclass(frozen=True)
class Timeline:
    """Days of the demo, counted back from `today` (the day of loading, site's zone)."""

    today: date

    @property
    def cycle_start(self) -> date:
        """The first day of the month two years before."""
        return self.month(0)

    def month(self, number: int) -> date:
        """The first day of the cycle's month `number`; 0 is the first, 24 the current one."""
        months = self.today.year * 12 + self.today.month - 1 - MONTHS + number
        return date(months // 12, months % 12 + 1, 1)

    def days_ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def working_days(self, start: date, count: int) -> list[date]:
        """`count` days from `start` on, Sundays left out: BLK classes run six days a week."""
        days: list[date] = []
        day = start
        while len(days) < count:
            if day.weekday() != 6:
                days.append(day)
            day += timedelta(days=1)
        return days

    def noon(self) -> datetime:
        """Twelve o'clock of the demo's day in WIB: the moment at which plans are made."""
        return datetime.combine(self.today, time(5), UTC)
