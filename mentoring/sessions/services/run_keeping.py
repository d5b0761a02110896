"""What an office keeps of a training: numbers and marks, readiness, its minutes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from mentoring.sessions.errors import NumberTwice
from mentoring.sessions.models import RunParticipant, RunReadiness, TrainingRun
from mentoring.sessions.services.clock import moment
from mentoring.sessions.services.participants import lock_open_run


@dataclass(frozen=True)
class ParticipantFacts:
    """Her number, and marks from 0 to 100; None where none was written down."""

    number: str
    pre_test: Decimal | None
    post_test: Decimal | None


@dataclass(frozen=True)
class ReadinessAnswer:
    is_ready: bool
    note: str = ""


@transaction.atomic
def note_participants(
    *, run: TrainingRun, facts: Mapping[RunParticipant, ParticipantFacts], noted_by: Any
) -> int:
    """Give participants their numbers and marks, all or none; return how many changed.

    Two may swap their numbers. Raises RunClosed, NumberTwice.
    """
    locked = lock_open_run(run)
    places = {place.pk: place for place in locked.participants.all()}
    wanted = {place.pk: said for place, said in facts.items()}
    numbers = Counter(
        wanted[key].number if key in wanted else place.participant_number
        for key, place in places.items()
    )
    twice = sorted(number for number, count in numbers.items() if count > 1)
    if twice:
        raise NumberTwice(numbers=", ".join(twice))
    changed = [places[key] for key, said in wanted.items() if _differs(places[key], said)]
    for place in changed:
        # A number nobody can type, so that two may swap theirs under the constraint.
        place.participant_number = f"~{place.pk.hex[:20]}"
    RunParticipant.objects.bulk_update(changed, ["participant_number"])
    for place in changed:
        said = wanted[place.pk]
        place.participant_number = said.number
        place.pre_test, place.post_test = said.pre_test, said.post_test
    RunParticipant.objects.bulk_update(changed, ["participant_number", "pre_test", "post_test"])
    if changed:
        log(instance=locked, action="wagtail.edit", user=noted_by, data={"marks": len(changed)})
    return len(changed)


def _differs(place: RunParticipant, said: ParticipantFacts) -> bool:
    kept = ParticipantFacts(place.participant_number, place.pre_test, place.post_test)
    return kept != said


@transaction.atomic
def answer_readiness(
    *,
    run: TrainingRun,
    answers: Mapping[str, ReadinessAnswer | None],
    answered_by: Any,
    now: datetime | None = None,
) -> None:
    """Keep the answer to each line; None takes an answer back. Raises RunClosed."""
    locked = lock_open_run(run)
    for line, answer in answers.items():
        if answer is None:
            RunReadiness.objects.filter(run=locked, line=line).delete()
            continue
        RunReadiness.objects.update_or_create(
            run=locked,
            line=line,
            defaults={
                "is_ready": answer.is_ready,
                "note": answer.note,
                "answered_by": answered_by,
                "answered_at": moment(now),
            },
        )


@transaction.atomic
def write_minutes(*, run: TrainingRun, text: str, written_by: Any) -> TrainingRun:
    """Keep the minutes (berita acara) of `run` until it is closed. Raises RunClosed."""
    locked = lock_open_run(run)
    locked.minutes_text = text.strip()
    locked.save(update_fields=["minutes_text"])
    log(instance=locked, action="wagtail.edit", user=written_by, data={"minutes": True})
    return locked
