"""Looking at what each group still lacks before its next gate, and keeping what was found."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from mentoring.incubation.gate_measures import Asked, Verdict, verdicts
from mentoring.incubation.harm import alarms
from mentoring.incubation.models import (
    AfterCheck,
    CriterionStanding,
    CycleEnrolment,
    CycleStage,
    GateCriterion,
    GateDecision,
    GateStanding,
    Outcome,
)
from mentoring.incubation.models.cycles import CycleEnrolmentQuerySet
from mentoring.incubation.parts import in_parts
from mentoring.incubation.stage_plan import Decided, gate_ahead, planned_end

Stages = dict[int, list[CycleStage]]


def look_at_gates(*, now: datetime | None = None) -> int:
    """Look at every group that stands in a cycle; return how many there were.

    What was found before is replaced 500 groups at a time, so whoever reads in between sees
    some groups as of now and the others as of before. Safe to run twice, also at once.
    """
    return _look_at_all(CycleEnrolment.objects.open(), now or timezone.now())


def look_at_moved(*, now: datetime | None = None) -> int:
    """The same for groups that entered their stage since somebody looked."""
    unchanged = GateStanding.objects.filter(enrolment=OuterRef("pk"), state=OuterRef("state"))
    moved = CycleEnrolment.objects.open().filter(~Exists(unchanged))
    return _look_at_all(moved, now or timezone.now())


def look_at_gate(*, enrolment_id: UUID, now: datetime | None = None) -> bool:
    """The same for one group at once; False if it stands in no cycle any more.

    Asks nobody's permission: whoever may read the group may have it counted, and nothing is
    written but what the night writes anyway.
    """
    return bool(_look_at([enrolment_id], now or timezone.now()))


def _look_at_all(enrolments: CycleEnrolmentQuerySet, now: datetime) -> int:
    left = CycleEnrolment.objects.filter(ends_on__isnull=False)
    GateStanding.objects.filter(enrolment__in=left.values("pk")).delete()
    keys = list(enrolments.order_by("pk").values_list("pk", flat=True))
    return sum(_look_at(some, now) for some in in_parts(keys))


def _look_at(keys: Sequence[UUID], now: datetime) -> int:
    found = _found(keys, now)
    with transaction.atomic():
        # Who comes second waits here, and a group that moved meanwhile keeps what it had: the
        # look that its move asked for comes after this one.
        rows = CycleEnrolment.objects.select_for_update().open().filter(pk__in=keys)
        states = dict(rows.order_by("pk").values_list("pk", "state"))
        kept = [one for one in found if states.get(one[0].enrolment_id) == one[0].state]
        GateStanding.objects.filter(
            enrolment__in=[one.enrolment_id for one, _rows in kept]
        ).delete()
        GateStanding.objects.bulk_create([one for one, _rows in kept], batch_size=500)
        CriterionStanding.objects.bulk_create(
            [row for _one, rows in kept for row in rows], batch_size=500
        )
    return len(kept)


def _found(
    keys: Sequence[UUID], now: datetime
) -> list[tuple[GateStanding, list[CriterionStanding]]]:
    today = timezone.localdate(now)
    enrolments = list(
        CycleEnrolment.objects.open()
        .filter(pk__in=keys)
        .select_related("group__sentra", "cycle__instrument_version")
    )
    cycles = {one.cycle_id for one in enrolments}
    stages = _stages_of(cycles)
    criteria = _criteria_of(cycles)
    ahead = {one.pk: gate_ahead(stages[one.cycle_id], one.state) for one in enrolments}
    asked = {one.pk: criteria[one.cycle_id, ahead[one.pk]] for one in enrolments}
    read = verdicts(
        (Asked(one, two) for one in enrolments for two in asked[one.pk] if two.measure), today
    )
    harms = _alarms_of(enrolments, today)
    decided = _decided(enrolments, ahead)
    checks = _checks_of(enrolments)
    result = []
    for one in enrolments:
        standing = GateStanding(
            enrolment=one,
            state=one.state,
            gate=ahead[one.pk],
            due_on=checks[one.pk]
            if one.pk in checks
            else planned_end(stages[one.cycle_id], one.state, one.cycle.starts_on, decided[one.pk]),
            alarms=harms[one.group_id],
            has_alarm=bool(harms[one.group_id]),
            looked_at=now,
        )
        rows = [_row(standing, two, read.get(Asked(one, two))) for two in asked[one.pk]]
        standing.lacking = sum(row.is_lacking for row in rows)
        result.append((standing, rows))
    return result


def _checks_of(enrolments: Sequence[CycleEnrolment]) -> dict[UUID, date]:
    """Enrolment -> the day of the next check, for graduates that have one. One query."""
    keys = [one.pk for one in enrolments]
    rows = AfterCheck.objects.waiting().filter(enrolment__in=keys).order_by("-due_on")
    return dict(rows.values_list("enrolment", "due_on"))


def _row(
    standing: GateStanding, criterion: GateCriterion, verdict: Verdict | None
) -> CriterionStanding:
    is_met = verdict.is_met if verdict else None
    return CriterionStanding(
        standing=standing,
        criterion=criterion,
        is_met=is_met,
        is_lacking=criterion.is_required and verdict is not None and not is_met,
        figure=verdict.figure if verdict else None,
    )


def _stages_of(cycles: Collection[int]) -> Stages:
    found: Stages = defaultdict(list)
    for stage in CycleStage.objects.filter(cycle__in=cycles).order_by("cycle", "order"):
        found[stage.cycle_id].append(stage)
    return found


def _criteria_of(cycles: Collection[int]) -> dict[tuple[int, str], list[GateCriterion]]:
    """(cycle, gate) -> the criteria that are asked there, in order."""
    found: dict[tuple[int, str], list[GateCriterion]] = defaultdict(list)
    rows = GateCriterion.objects.filter(cycle__in=cycles, taken_out_reason="")
    for one in rows.order_by("cycle", "gate", "order"):
        found[one.cycle_id, one.gate].append(one)
    return found


def _alarms_of(enrolments: Sequence[CycleEnrolment], today: date) -> dict[UUID, list[str]]:
    """Group -> codes of its alarms and of those about its whole craft centre."""
    groups = {one.group_id: one.group for one in enrolments}
    found: dict[UUID, set[str]] = defaultdict(set)
    for alarm in alarms(list(groups.values()), today):
        if alarm.group_id is None:
            for key, group in groups.items():
                if group.sentra_id == alarm.sentra_id:
                    found[key].add(alarm.harm.value)
        else:
            found[alarm.group_id].add(alarm.harm.value)
    return {key: sorted(found[key]) for key in groups}


def _decided(enrolments: Sequence[CycleEnrolment], ahead: dict[UUID, str]) -> dict[UUID, Decided]:
    """Enrolment -> what decisions changed of the plan for its present stage. One query."""
    states = {one.pk: one.state for one in enrolments}
    extended: dict[UUID, date] = {}
    returned: dict[UUID, date] = {}
    rows = GateDecision.objects.filter(
        enrolment__in=list(states), outcome__in=(Outcome.EXTEND, Outcome.RETURN)
    ).order_by("decided_on", "decided_at")
    for one in rows.defer("equity", "gap_answers", "memo"):
        key = one.enrolment_id
        if one.outcome == Outcome.RETURN and one.to_state == states[key]:
            returned[key] = one.decided_on
        elif one.from_state == states[key] and one.gate == ahead[key] and one.extended_until:
            extended[key] = one.extended_until
    return {key: Decided(extended.get(key), returned.get(key)) for key in states}
