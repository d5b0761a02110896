"""What stands on attendance sheets and minutes: of a session, a group's month, or a run.

Facts only; how they look is `rendering.py`. Constant queries however many sessions.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from mentoring.intervals import overlapping
from mentoring.registry.models import CrafterGroup, Membership
from mentoring.sessions.figures import attended_shares
from mentoring.sessions.models import (
    Attendance,
    AttendancePaper,
    MentoringSession,
    PaperKind,
    RunParticipant,
    SessionState,
    TrainingRun,
)
from mentoring.sessions.permissions import may_read_notes

# Lines for people nobody expected, on a sheet that is filled in by hand.
SPARE_LINES = 4


@dataclass(frozen=True)
class Line:
    """One person on a sheet. mark: in words, empty on a sheet to fill in."""

    number: str
    name: str
    group: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Sheet:
    """One session: heading, what is known of it (label, value), its people, its notes."""

    heading: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    notes: str = ""


@dataclass(frozen=True)
class Paper:
    """A whole file. has_marks: whether marks are printed, or room for signatures only."""

    title: str
    about: tuple[tuple[str, str], ...]
    sheets: tuple[Sheet, ...]
    is_minutes: bool = False
    has_marks: bool = False
    text: str = ""
    summary: tuple[tuple[str, ...], ...] = field(default=())


def sessions_of(paper: AttendancePaper) -> "QuerySet[MentoringSession]":
    """The sessions a paper is about: planned and held on a blank one, held ones otherwise."""
    wanted = [SessionState.HELD]
    if paper.kind == PaperKind.BLANK:
        wanted.append(SessionState.PLANNED)
    sessions = MentoringSession.objects.filter(state__in=wanted).with_context()
    if paper.session_id:
        sessions = sessions.filter(pk=paper.session_id)
    elif paper.run_id:
        sessions = sessions.filter(run=paper.run_id)
    else:
        last = month_after(paper.month)
        sessions = sessions.filter(
            group=paper.group_id, happened_on__gte=paper.month, happened_on__lt=last
        )
    return sessions.order_by("happened_on", "starts_at", "pk")


def month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def paper_of(paper: AttendancePaper, sessions: Sequence[MentoringSession]) -> Paper:
    """The content of `paper`, in the active language."""
    owner = paper.run or paper.group or (sessions[0].owner if sessions else None)
    run = owner if isinstance(owner, TrainingRun) else None
    marks = _marks_of(sessions) if paper.kind != PaperKind.BLANK else {}
    people = _people_of_run(run, paper) if run else _members(paper, sessions)
    is_minutes = paper.kind == PaperKind.MINUTES
    return Paper(
        title=_("Minutes of meetings") if is_minutes else _("Attendance sheet"),
        about=tuple(_about_run(run, paper.group) if run else _about_group(owner)),
        sheets=tuple(_sheet(each, people, marks, paper) for each in sessions),
        is_minutes=is_minutes,
        has_marks=paper.kind != PaperKind.BLANK,
        text=run.minutes_text if run and paper.run_id and is_minutes else "",
        summary=tuple(_summary(run, people)) if run and paper.run_id and is_minutes else (),
    )


def _about_run(run: TrainingRun, group: CrafterGroup | None) -> Iterable[tuple[str, str]]:
    yield _("Training"), run.title
    yield _("Package"), " ".join(filter(None, (run.number, run.wave)))
    yield _("Held at"), run.venue
    yield _("Days"), f"{_day(run.starts_on)} – {_day(run.last_day)}"
    yield _("Issuer"), run.issuer_code
    if run.fund_source:
        yield _("Fund source"), run.fund_source
    if run.decree_number:
        dated = [_day(run.decree_on)] if run.decree_on else []
        yield _("Decree (SK)"), ", ".join([run.decree_number, *dated])
    names = ", ".join(user.get_full_name() for user in run.instructors.all())
    yield _("Instructors"), names or "–"
    if group:
        yield _("Group"), group.name


def _about_group(group: Any) -> Iterable[tuple[str, str]]:
    if group is not None:
        yield _("Group"), group.name
        yield _("Craft centre"), group.sentra.name
        yield _("Hamlet"), group.hamlet or "–"


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else "–"


@dataclass(frozen=True)
class _Person:
    """Somebody a sheet may name. expected: whether she belongs to it on a day."""

    key: UUID
    line: Line
    first: date | None
    last: date | None

    def is_expected_on(self, day: date) -> bool:
        return (self.first or day) <= day and (self.last is None or day < self.last)


def _people_of_run(run: TrainingRun, paper: AttendancePaper) -> list[_Person]:
    places = RunParticipant.objects.filter(run=run, seat="seat").select_related("person", "group")
    if paper.group_id:
        places = places.filter(group=paper.group_id)
    return [
        _Person(
            place.person_id,
            Line(place.participant_number, place.person.full_name, place.from_where),
            place.seat_from,
            place.left_on,
        )
        for place in places.order_by("participant_number", "pk")
    ]


def _members(paper: AttendancePaper, sessions: Sequence[MentoringSession]) -> list[_Person]:
    if not sessions:
        return []
    first, last = sessions[0].happened_on, sessions[-1].happened_on + timedelta(days=1)
    members = Membership.objects.filter(overlapping(first, last), group=sessions[0].group_id)
    ordered = members.select_related("person").order_by("person__full_name", "pk")
    return [
        _Person(
            each.person_id,
            Line(str(number), each.person.full_name, each.get_role_display()),
            each.starts_on,
            each.ends_on,
        )
        for number, each in enumerate(ordered, start=1)
    ]


def _marks_of(sessions: Sequence[MentoringSession]) -> dict[UUID, list[Attendance]]:
    found: dict[UUID, list[Attendance]] = defaultdict(list)
    marks = Attendance.objects.filter(session__in=[each.pk for each in sessions])
    for mark in marks.filter(Q(person__isnull=False) | ~Q(guest_name="")).select_related("person"):
        found[mark.session_id].append(mark)
    return found


def _sheet(
    session: MentoringSession,
    people: Sequence[_Person],
    marks: dict[UUID, list[Attendance]],
    paper: AttendancePaper,
) -> Sheet:
    facts = [(_("Date"), date_format(session.happened_on, "l, j F Y"))]
    if session.starts_at:
        facts.append((_("Starts at"), localtime(session.starts_at, session.zone).strftime("%H.%M")))
    if session.full_minutes:
        facts.append((_("Minutes"), str(session.full_minutes)))
    if session.led_by:
        facts.append((_("Led by"), session.led_by.get_full_name()))
    expected = [each for each in people if each.is_expected_on(session.happened_on)]
    if paper.kind == PaperKind.BLANK:
        lines = [each.line for each in expected] + [Line("", "")] * SPARE_LINES
    else:
        lines = _marked(
            expected, marks.get(session.pk, []), is_part=bool(paper.run_id and paper.group_id)
        )
    heading = f"{session.get_kind_display()}, {_day(session.happened_on)}"
    notes = session.notes if paper.kind != PaperKind.BLANK else ""
    if session.notes_are_confidential and not may_read_notes(paper.asked_by, session):
        notes = ""
    return Sheet(heading[:1].upper() + heading[1:], tuple(facts), tuple(lines), notes)


def _marked(
    expected: Sequence[_Person], marks: Sequence[Attendance], *, is_part: bool
) -> list[Line]:
    """Everybody expected with her mark, then guests; a group's part of a run has no guests."""
    by_person = {mark.person_id: mark for mark in marks if mark.person_id}
    lines = [
        Line(
            each.line.number, each.line.name, each.line.group, _word(by_person.pop(each.key, None))
        )
        for each in expected
    ]
    others = [*by_person.values(), *(mark for mark in marks if not mark.person_id)]
    if not is_part:
        lines += [
            Line("", mark.person.full_name if mark.person else mark.guest_name, "", _word(mark))
            for mark in others
        ]
    return lines


def _word(mark: Attendance | None) -> str:
    if mark is None:
        return "–"
    word = str(mark.get_status_display())
    return f"{word} ({mark.minutes})" if mark.minutes else word


def _summary(run: TrainingRun, people: Sequence[_Person]) -> Iterable[tuple[str, ...]]:
    """Heading, then one line for each participant: minutes, share, marks of the tests."""
    shares = attended_shares(run)
    tests = {
        key: (before, after)
        for key, before, after in run.participants.values_list("person", "pre_test", "post_test")
    }
    yield (
        _("No."),
        _("Name"),
        _("Minutes"),
        _("Attended"),
        _("Test before"),
        _("Test after"),
    )
    for each in people:
        share, (before, after) = shares[each.key], tests[each.key]
        yield (
            each.line.number,
            each.line.name,
            f"{share.attended} / {share.planned}",
            "–" if share.percent is None else f"{share.percent} %",
            "–" if before is None else floatformat(before, -1),
            "–" if after is None else floatformat(after, -1),
        )
