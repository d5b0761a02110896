"""The attendance of a training as a sheet: people down, days across, one letter a cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from mentoring.registry.models import Person
from mentoring.sessions.models import (
    Attendance,
    AttendanceStatus,
    MentoringSession,
    RunParticipant,
    SessionState,
)
from mentoring.sessions.services import Presence

# What is typed, in either language. A number is the minutes of who came late or left early.
LETTERS = {
    "h": AttendanceStatus.HADIR,
    "i": AttendanceStatus.IZIN,
    "s": AttendanceStatus.SAKIT,
    "a": AttendanceStatus.ALPA,
}
_LETTER_OF = {status: letter.upper() for letter, status in LETTERS.items()}

# Django takes a thousand answers at most; a page stays well below.
MOST_CELLS = 800
MOST_DAYS = 12


@dataclass
class Cell:
    """One person on one day. is_open: whether something may be written here."""

    name: str
    label: str
    value: str
    is_open: bool
    error: str = ""


@dataclass
class SheetRow:
    place: RunParticipant
    cells: list[Cell]


class RunSheet:
    """Reads and checks the sheet of some sessions of a run.

    said: the posted answers, None to show what is kept. After `is_valid()`, `marks` holds
    session -> person -> presence of every cell that was changed.
    """

    def __init__(
        self,
        said: Mapping[str, str] | None,
        *,
        sessions: Sequence[MentoringSession],
        places: Sequence[RunParticipant],
        today: date,
    ) -> None:
        self.said, self.sessions, self.places, self.today = said, sessions, places, today
        self.marks: dict[MentoringSession, dict[Person, Presence]] = {}
        self.errors: list[str] = []
        self._kept = {
            (mark.session_id, mark.person_id): mark
            for mark in Attendance.objects.filter(
                session__in=sessions, person__in=[place.person_id for place in places]
            )
        }
        self.rows = [SheetRow(place, list(self._cells(place))) for place in places]

    def is_valid(self) -> bool:
        return self.said is not None and not self.errors

    def _cells(self, place: RunParticipant) -> Iterator[Cell]:
        for session in self.sessions:
            mark = self._kept.get((session.pk, place.person_id))
            cell = Cell(
                name=f"m-{session.pk}-{place.person_id}",
                label=f"{place.person.full_name}, {session.happened_on:%d-%m-%Y}",
                value=self._word(mark, session),
                is_open=self._is_open(place, session),
            )
            if cell.is_open and self.said is not None:
                self._read(cell, session, place)
            yield cell

    def _is_open(self, place: RunParticipant, session: MentoringSession) -> bool:
        day = session.happened_on
        if day > self.today or session.state not in (SessionState.PLANNED, SessionState.HELD):
            return False
        was_there = place.left_on is None or place.left_on > day
        return not place.is_reserve and (place.seat_from or day) <= day and was_there

    @staticmethod
    def _word(mark: Attendance | None, session: MentoringSession) -> str:
        if mark is None:
            return ""
        if mark.status == AttendanceStatus.HADIR and mark.minutes != session.full_minutes:
            return str(mark.minutes)
        return _LETTER_OF.get(AttendanceStatus(mark.status), "")

    def _read(self, cell: Cell, session: MentoringSession, place: RunParticipant) -> None:
        before, cell.value = cell.value, str((self.said or {}).get(cell.name, "")).strip()[:6]
        if cell.value.upper() == before:
            return
        presence = self._presence(cell.value, session)
        if presence is not None:
            self.marks.setdefault(session, {})[place.person] = presence
            return
        cell.error = self._objection(cell.value, before, session)
        self.errors.append(f"{cell.label}: {cell.error}")

    @staticmethod
    def _presence(text: str, session: MentoringSession) -> Presence | None:
        if text.lower() in LETTERS:
            return Presence(LETTERS[text.lower()])
        if text.isascii() and text.isdecimal() and 0 < int(text) <= session.full_minutes:
            return Presence(AttendanceStatus.HADIR, int(text))
        return None

    @staticmethod
    def _objection(text: str, before: str, session: MentoringSession) -> str:
        if not text:
            return _("A saved mark cannot be emptied. Write H, I, S or A (it was %(before)s).") % {
                "before": before
            }
        return _("Write H, I, S, A, or the minutes she was there, 1 to %(longest)d.") % {
            "longest": session.full_minutes
        }


def days_on_a_page(people: int) -> int:
    """How many sessions fit on one page of the sheet."""
    return max(1, min(MOST_DAYS, MOST_CELLS // max(people, 1)))
