"""Which version of its lesson a line of the formula teaches, and whether a newer one waits."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from mentoring.incubation.models import CycleEnrolment, FormulaItem, LessonChoice
from mentoring.sessions.programmes import teaching_modules


@dataclass(frozen=True)
class LineVersion:
    """release: what the line teaches. newer_release: the newest one, not yet chosen about;
    kept_from: the newest one, which the group chose not to take."""

    release: int | None = None
    newer_release: int | None = None
    kept_from: int | None = None


def taken_versions(enrolment: CycleEnrolment) -> dict[UUID, LessonChoice]:
    """Thread of a line -> the newest version the group took since it agreed; one query."""
    taken = LessonChoice.objects.filter(enrolment=enrolment, takes_new=True).order_by("release")
    return {one.thread: one for one in taken}


def versions_of(
    enrolment: CycleEnrolment, lines: Collection[FormulaItem]
) -> dict[UUID, LineVersion]:
    """Thread -> its versions, for each of `lines`; one query, and the question for lessons."""
    newest = {one.page_id: one.release for one in teaching_modules()}
    choices = list(LessonChoice.objects.filter(enrolment=enrolment).order_by("release"))
    taken = {one.thread: one.release for one in choices if one.takes_new}
    kept = {(one.thread, one.release) for one in choices if not one.takes_new}
    return {
        line.thread: _version(
            line,
            newest.get(line.page_id) if line.page_id else None,
            taken.get(line.thread),
            kept,
        )
        for line in lines
    }


def _version(
    line: FormulaItem, newest: int | None, taken: int | None, kept: set[tuple[UUID, int]]
) -> LineVersion:
    # A formula drafted anew may name a later version than the one that was taken.
    release = max((one for one in (line.release, taken) if one), default=None)
    if newest is None or release is None or newest <= release:
        return LineVersion(release)
    if (line.thread, newest) in kept:
        return LineVersion(release, kept_from=newest)
    return LineVersion(release, newer_release=newest)
