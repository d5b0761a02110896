"""Visiting groups as the stages of their cycle say: more often first, then less and less."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.incubation.errors.tapers import NotYoursToPlanVisits
from mentoring.incubation.models import CycleEnrolment, TaperedPlan, VisitTaper
from mentoring.incubation.permissions import can_propose
from mentoring.incubation.services.cycles import local_today
from mentoring.incubation.visit_steps import VisitStep, visit_steps
from mentoring.registry.models import CrafterGroup
from mentoring.sessions.services import set_visit_interval

_ONE_DAY = timedelta(days=1)


def begin_taper(
    *, enrolments: Collection[CycleEnrolment], begun_by: Any, now: datetime | None = None
) -> int:
    """From now on these groups are visited as their stages say; return how many are new.

    Their visit plans of today are written at once, those of later stages when they come.
    Raises NotYoursToPlanVisits before anything is written.
    """
    for enrolment in enrolments:
        if not can_propose(begun_by, enrolment.group, local_today(enrolment.group)):
            raise NotYoursToPlanVisits(group=str(enrolment.group))
    begun = 0
    with transaction.atomic():
        for enrolment in enrolments:
            taper, is_new = VisitTaper.objects.get_or_create(
                enrolment=enrolment,
                defaults={"begun_by": begun_by, "begun_at": now or timezone.now()},
            )
            if is_new:
                begun += 1
                log(instance=enrolment, action="mentoring.begin_taper", user=begun_by)
            keep_taper(taper=taper, today=local_today(enrolment.group))
    return begun


@transaction.atomic
def keep_taper(*, taper: VisitTaper, today: date) -> bool:
    """Bring the visit plan of one group in line with its stage and tier; whether it changed.

    What somebody set by hand stays as it is, and a plan that was changed by hand is
    never written again until it ends. Safe to run twice, and two at a time.
    """
    CrafterGroup.objects.select_for_update().get(pk=taper.enrolment.group_id)
    enrolment = CycleEnrolment.objects.select_related("group__sentra").get(pk=taper.enrolment_id)
    (step,) = visit_steps([enrolment], today)
    if not step.changes:
        return False
    if step.wanted_days is None:
        _end(step)
    else:
        _write(taper, step, step.wanted_days)
    return True


def keep_tapers(*, today: date | None = None) -> int:
    """Bring every group that is visited by stage in line; return how many changed.

    today: for tests; None is each craft centre's own.
    """
    tapers = VisitTaper.objects.filter(
        Q(enrolment__ends_on__isnull=True) | Q(plans__plan__ends_on__isnull=True)
    ).distinct()
    changed = 0
    for taper in tapers.select_related("enrolment__group__sentra").iterator(chunk_size=500):
        day = today or local_today(taper.enrolment.group)
        changed += keep_taper(taper=taper, today=day)
    return changed


def _end(step: VisitStep) -> None:
    """The programme's own interval goes on from the day the stage began."""
    plan = step.current
    if plan is not None:
        plan.ends_on = max(step.starts_on, plan.starts_on + _ONE_DAY)
        plan.save(update_fields=["ends_on"])


def _write(taper: VisitTaper, step: VisitStep, days: int) -> None:
    group = step.enrolment.group
    if step.current is not None and step.written and step.current.starts_on >= step.starts_on:
        # Written on this very day: nobody was ever visited by it.
        step.current.interval_days = step.written.interval_days = days
        step.written.state, step.written.tier = step.enrolment.state, group.tier
        step.current.save(update_fields=["interval_days"])
        step.written.save(update_fields=["interval_days", "state", "tier"])
        return
    plan = set_visit_interval(
        group=group,
        interval_days=days,
        starts_on=step.starts_on,
        reason=str(step.enrolment.get_state_display()),
    )
    TaperedPlan.objects.create(
        taper=taper,
        plan=plan,
        state=step.enrolment.state,
        tier=group.tier,
        interval_days=days,
        starts_on=plan.starts_on,
    )
