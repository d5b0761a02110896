"""What the stage of a group says of its visits, beside what stands: one step, not yet done."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mentoring.incubation.models import (
    CycleEnrolment,
    CycleStage,
    StagePeriod,
    TaperedPlan,
    VisitTaper,
)
from mentoring.intervals import DatedRow
from mentoring.registry.models import Tier
from mentoring.sessions.figures import default_interval_days
from mentoring.sessions.models import VisitPlan


@dataclass(frozen=True)
class VisitStep:
    """One group: days between visits now and as its stage says.

    wanted_days: None where the stage says nothing, or the cycle is over. current: the interval
    that holds today. written: what was written for the stage, where current is still that.
    starts_on: from when the wanted days would hold. is_by_hand: somebody set visits
    otherwise, today or later, so nothing is written.
    """

    enrolment: CycleEnrolment
    today: date
    now_days: int
    wanted_days: int | None
    current: VisitPlan | None
    written: TaperedPlan | None
    starts_on: date
    is_by_hand: bool
    has_begun: bool

    @property
    def changes(self) -> bool:
        """Whether doing it would write anything."""
        if self.is_by_hand:
            return False
        if self.wanted_days is None:
            return self.written is not None
        return self.current is None or self.current.interval_days != self.wanted_days


def days_of(stage: CycleStage | None, tier: str) -> int | None:
    """Days between visits that `stage` plans for groups of `tier`; None where it says nothing."""
    if stage is None:
        return None
    days = stage.weak_interval_days if tier == Tier.WEAK else stage.interval_days
    # Somebody who types 0 means that the stage says nothing.
    return days or None


def visit_steps(enrolments: Collection[CycleEnrolment], today: date) -> list[VisitStep]:
    """The step of each of `enrolments` (with their groups); five queries for any number.

    today: seen from there; a night's difference of zones is made up the next night.
    """
    stages = {
        (one.cycle_id, one.state): one
        for one in CycleStage.objects.filter(cycle__in={one.cycle_id for one in enrolments})
    }
    keys = [one.pk for one in enrolments]
    since = dict(
        StagePeriod.objects.filter(enrolment__in=keys, ends_on__isnull=True).values_list(
            "enrolment", "starts_on"
        )
    )
    begun = set(VisitTaper.objects.filter(enrolment__in=keys).values_list("enrolment", flat=True))
    plans: dict[UUID, list[VisitPlan]] = defaultdict(list)
    for plan in VisitPlan.objects.intervals().filter(
        group__in=[one.group_id for one in enrolments]
    ):
        plans[plan.group_id].append(plan)
    written = {one.plan_id: one for one in TaperedPlan.objects.filter(taper__enrolment__in=keys)}
    return [
        _step(
            one,
            today,
            stage=stages.get((one.cycle_id, one.state)) if one.is_open else None,
            since=since.get(one.pk) or one.ends_on or today,
            plans=plans[one.group_id],
            written=written,
            has_begun=one.pk in begun,
        )
        for one in enrolments
    ]


def _step(
    enrolment: CycleEnrolment,
    today: date,
    *,
    stage: CycleStage | None,
    since: date,
    plans: list[VisitPlan],
    written: dict[UUID, TaperedPlan],
    has_begun: bool,
) -> VisitStep:
    ahead = [one for one in plans if one.ends_on is None or one.ends_on > today]
    ours = {
        one.pk: written[one.pk]
        for one in ahead
        if one.pk in written and written[one.pk].still_says(one)
    }
    current = next((one for one in ahead if one.holds_on(today)), None)
    is_by_hand = any(one.pk not in ours for one in ahead)
    return VisitStep(
        enrolment=enrolment,
        today=today,
        now_days=(current.interval_days if current else None)
        or default_interval_days(enrolment.group),
        wanted_days=days_of(stage, enrolment.group.tier),
        current=current,
        written=ours.get(current.pk) if current else None,
        starts_on=_first_free_day(plans, current, since, today),
        is_by_hand=is_by_hand,
        has_begun=has_begun,
    )


def _first_free_day(
    plans: Iterable[DatedRow], current: DatedRow | None, since: date, today: date
) -> date:
    """The day the stage began, so that nobody's lateness is forgotten; today where another
    interval already stood on some day since."""
    taken = [
        one
        for one in plans
        if (one.ends_on is None or one.ends_on > since)
        and not (one is current and one.starts_on < since)
    ]
    return today if taken or since > today else since
