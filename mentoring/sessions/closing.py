"""What a training still lacks before it is closed; read by its page and by the closing."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.sessions.models import Attendance, MentoringSession, SessionState, TrainingRun


@dataclass(frozen=True)
class Missing:
    """One thing that is missing. blocks: without it the training cannot be closed."""

    sentence: str
    blocks: bool
    session: MentoringSession | None = None


def held_without_marks(run: TrainingRun) -> list[tuple[MentoringSession, int]]:
    """Held sessions, the oldest first, with how many expected people are not marked. 3 queries.

    A make-up is for those who missed something: nobody else has to be marked. Reserves, and
    people on days before they had a seat or after they left, are not expected.
    """
    places = list(run.participants.values_list("person_id", "seat", "seat_from", "left_on"))
    marked: dict[UUID, set[UUID]] = defaultdict(set)
    marks = Attendance.objects.filter(session__run=run, person__isnull=False).order_by()
    for session_id, person_id in marks.values_list("session_id", "person_id"):
        marked[session_id].add(person_id)
    found = []
    held = run.sessions.filter(state=SessionState.HELD, is_make_up=False)
    for session in held.order_by("happened_on", "starts_at", "pk"):
        day = session.happened_on
        expected = {
            person
            for person, seat, seat_from, left_on in places
            if seat == "seat" and (seat_from or day) <= day and (left_on is None or left_on > day)
        }
        if missing := len(expected - marked[session.pk]):
            found.append((session, missing))
    return found


def missing_for_closing(run: TrainingRun) -> list[Missing]:
    """Everything a training still lacks, what stops it first. Six queries."""
    open_ones = run.sessions.filter(state=SessionState.PLANNED).order_by("happened_on", "pk")
    found = [
        Missing(
            _("%(day)s: write down who came, or why it was not held.")
            % {"day": date_format(session.happened_on, "j F Y")},
            True,
            session,
        )
        for session in open_ones
    ]
    for session, count in held_without_marks(run):
        sentence = ngettext(
            "%(day)s: %(count)d participant has no mark.",
            "%(day)s: %(count)d participants have no mark.",
            count,
        )
        day = date_format(session.happened_on, "j F Y")
        found.append(Missing(sentence % {"day": day, "count": count}, True, session))
    return [*found, *_papers_missing(run), *_marks_missing(run)]


def _papers_missing(run: TrainingRun) -> list[Missing]:
    wanted = (
        (run.decree_number and run.decree_on, _("The decree (SK) has no number or no date.")),
        (run.minutes_text, _("The minutes (berita acara) are not written yet.")),
    )
    return [Missing(sentence, False) for is_there, sentence in wanted if not is_there]


def _marks_missing(run: TrainingRun) -> list[Missing]:
    """Only where somebody has a mark: not every training tests."""
    marks = list(run.participants.seated().values_list("pre_test", "post_test"))
    sentences = (
        _("The test before: %(count)d of %(all)d have no mark."),
        _("The test after: %(count)d of %(all)d have no mark."),
    )
    found = []
    for place, sentence in enumerate(sentences):
        lacking = sum(each[place] is None for each in marks)
        if 0 < lacking < len(marks):
            found.append(Missing(sentence % {"count": lacking, "all": len(marks)}, False))
    return found
