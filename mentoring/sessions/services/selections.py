"""Choosing participants from the list of needs: a person decides, and why is kept."""

from collections.abc import Sequence, Set
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from mentoring.sessions.errors.selections import PassedOverNeedsReason
from mentoring.sessions.models import (
    PlaceSource,
    RunParticipant,
    RunSelection,
    SelectionOutcome,
    TrainingRun,
)
from mentoring.sessions.services.clock import moment
from mentoring.sessions.services.participants import add_participants, lock_open_run
from mentoring.sessions.taking_part import Entrant
from mentoring.sessions.training_needs import Need


@transaction.atomic
def choose_by_need(
    *,
    run: TrainingRun,
    needs: Sequence[Need],
    chosen: Set[UUID],
    note: str,
    chosen_by: Any,
    now: datetime | None = None,
) -> list[RunParticipant]:
    """Give places to the people `chosen` from `needs`, and keep the list as it stood.

    needs: the list in its order. Who stands before somebody chosen, could take part and was
    not chosen counts as passed over, with `note`. Somebody else may have given places since
    the list was made: who has one by now is not passed over. Deciding again replaces what
    was kept of these people. Raises PassedOverNeedsReason, and what `add_participants` raises.
    """
    locked = lock_open_run(run)
    there = set(locked.participants.still_there().values_list("person", flat=True))
    wanted = [need for need in needs if need.person.pk in chosen]
    last = max((need.rank for need in wanted), default=0)
    passed_over = [
        need
        for need in needs
        if need.rank < last and need.refusal is None and need.person.pk not in chosen | there
    ]
    note = " ".join(note.split())
    if passed_over and not note:
        names = ", ".join(need.person.full_name for need in passed_over[:5])
        raise PassedOverNeedsReason(names=names)
    places = add_participants(
        run=run,
        entrants=[Entrant(need.person, need.group) for need in wanted],
        added_by=chosen_by,
        source=PlaceSource.NEED,
        now=now,
    )
    kept = [(need, SelectionOutcome.CHOSEN, "") for need in wanted]
    kept += [(need, SelectionOutcome.PASSED_OVER, note) for need in passed_over]
    RunSelection.objects.filter(run=run, person__in=[need.person.pk for need, *_ in kept]).delete()
    RunSelection.objects.bulk_create(
        RunSelection(
            run=run,
            person=need.person,
            group=need.group,
            outcome=outcome,
            rank=need.rank,
            reasons=list(need.reasons),
            note=why,
            decided_by=chosen_by,
            decided_at=moment(now),
        )
        for need, outcome, why in kept
    )
    return places
