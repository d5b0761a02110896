"""What is written down about facilitators: who they are, their training, when they are away."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.assignments.errors import (
    AlreadyFacilitator,
    FacilitatorInactive,
    LeaveOverlaps,
    NotResponsibleForFacilitator,
    OnlyManagersWaive,
    TrainingAhead,
    WaivedForOneself,
    WaiverTooLong,
)
from mentoring.assignments.models import (
    Facilitator,
    Leave,
    LeaveKind,
    TrainingFact,
    TrainingSource,
    TrainingWaiver,
)
from mentoring.assignments.permissions import (
    can_record_leave,
    can_record_training,
    can_waive_training,
)
from mentoring.assignments.services.assigning import activate_waiting
from mentoring.intervals import overlapping
from mentoring.registry.models import Place
from mentoring.registry.services import require_order

# Half a year: a training is held in the meantime, or the waiver is thought over again.
LONGEST_WAIVER = timedelta(days=183)


@transaction.atomic
def register_facilitator(
    *, user: Any, home_place: Place, registered_by: Any, **more: Any
) -> Facilitator:
    """Return `user` as a facilitator who lives in `home_place`.

    more: languages (codes, as in `registry.Person.languages`), load_cap (points she may
    carry), latitude and longitude of her village. Raises FacilitatorInactive,
    AlreadyFacilitator.
    """
    if not user.is_active:
        raise FacilitatorInactive(facilitator=user)
    facilitator, is_new = Facilitator.objects.get_or_create(
        user=user, defaults={"home_place": home_place, **more}
    )
    if not is_new:
        raise AlreadyFacilitator(user=user)
    log(instance=facilitator, action="wagtail.create", user=registered_by)
    return facilitator


@transaction.atomic
def change_facilitator(
    *, facilitator: Facilitator, changes: Mapping[str, Any], changed_by: Any
) -> Facilitator:
    """Give `facilitator` the values of `changes` (as in `register_facilitator`)."""
    for field, value in changes.items():
        setattr(facilitator, field, value)
    facilitator.save()
    log(instance=facilitator, action="wagtail.edit", user=changed_by, content_changed=True)
    return facilitator


@transaction.atomic
def record_training(
    *,
    facilitator: Facilitator,
    title: str,
    completed_on: date,
    recorded_by: Any,
    institution: str = "",
    now: datetime | None = None,
) -> TrainingFact:
    """Write down that `facilitator` finished a training; what waited for it begins.

    Raises NotResponsibleForFacilitator (also for one's own), TrainingAhead.
    """
    now = now or timezone.now()
    if not can_record_training(recorded_by, facilitator):
        raise NotResponsibleForFacilitator(facilitator=facilitator)
    if completed_on > timezone.localdate(now):
        raise TrainingAhead(completed_on=completed_on)
    training = TrainingFact.objects.create(
        facilitator=facilitator,
        title=title,
        institution=institution,
        completed_on=completed_on,
        recorded_by=recorded_by,
        recorded_at=now,
    )
    log(instance=training, action="wagtail.create", user=recorded_by)
    activate_waiting(facilitator=facilitator, activated_by=recorded_by)
    return training


@transaction.atomic
def note_certificate(
    *, facilitator: Facilitator, reference: str, title: str, institution: str, completed_on: date
) -> TrainingFact:
    """Count a certificate that was issued as training; the same one counts once.

    reference: the certificate's number, opaque here. What waited for it begins.
    """
    training, is_new = TrainingFact.objects.get_or_create(
        facilitator=facilitator,
        reference=reference,
        defaults={
            "title": title,
            "institution": institution,
            "completed_on": completed_on,
            "source": TrainingSource.CERTIFICATE,
            "recorded_at": timezone.now(),
        },
    )
    if is_new:
        log(instance=training, action="wagtail.create")
        activate_waiting(facilitator=facilitator, activated_by=None)
    return training


@transaction.atomic
def withdraw_training(
    *, training: TrainingFact, withdrawn_on: date, withdrawn_by: Any
) -> TrainingFact:
    """Let a training count no longer from `withdrawn_on` on: written down by mistake, or its
    certificate was revoked. Assignments that are active stay so; new ones wait."""
    training.withdrawn_on = withdrawn_on
    training.save(update_fields=["withdrawn_on"])
    log(instance=training, action="mentoring.withdraw_training", user=withdrawn_by)
    return training


@transaction.atomic
def waive_training(
    *,
    facilitator: Facilitator,
    reason: str,
    starts_on: date,
    ends_on: date,
    granted_by: Any,
    now: datetime | None = None,
) -> TrainingWaiver:
    """Let `facilitator` work from `starts_on` until before `ends_on` without her training.

    At most `LONGEST_WAIVER`. What waited for it begins. Raises OnlyManagersWaive,
    WaivedForOneself, EndsBeforeItStarts, WaiverTooLong.
    """
    if facilitator.user_id == granted_by.pk:
        raise WaivedForOneself()
    if not can_waive_training(granted_by, facilitator):
        raise OnlyManagersWaive(facilitator=facilitator)
    require_order(starts_on, ends_on)
    if ends_on - starts_on > LONGEST_WAIVER:
        raise WaiverTooLong(days=LONGEST_WAIVER.days)
    waiver = TrainingWaiver.objects.create(
        facilitator=facilitator,
        reason=reason,
        starts_on=starts_on,
        ends_on=ends_on,
        granted_by=granted_by,
        granted_at=now or timezone.now(),
    )
    log(instance=waiver, action="mentoring.waive_training", user=granted_by)
    activate_waiting(facilitator=facilitator, activated_by=granted_by)
    return waiver


@transaction.atomic
def record_leave(
    *,
    facilitator: Facilitator,
    starts_on: date,
    recorded_by: Any,
    ends_on: date | None = None,
    kind: str = LeaveKind.OTHER,
    note: str = "",
    now: datetime | None = None,
) -> Leave:
    """Write down that `facilitator` is away from `starts_on` until before `ends_on`.

    ends_on: None as long as nobody knows. Her groups stay hers; the coordinator sees which
    need a cover. Raises NotResponsibleForFacilitator, EndsBeforeItStarts, LeaveOverlaps.
    """
    if not can_record_leave(recorded_by, facilitator):
        raise NotResponsibleForFacilitator(facilitator=facilitator)
    require_order(starts_on, ends_on)
    Facilitator.objects.select_for_update().get(pk=facilitator.pk)
    _require_no_leave(facilitator, starts_on, ends_on)
    leave = Leave.objects.create(
        facilitator=facilitator,
        starts_on=starts_on,
        ends_on=ends_on,
        kind=kind,
        note=note,
        recorded_by=recorded_by,
        recorded_at=now or timezone.now(),
    )
    log(instance=leave, action="wagtail.create", user=recorded_by)
    return leave


@transaction.atomic
def end_leave(*, leave: Leave, ends_on: date, ended_by: Any) -> Leave:
    """Let `leave` last until the day before `ends_on`; asking again moves the day.

    Raises NotResponsibleForFacilitator, EndsBeforeItStarts, LeaveOverlaps.
    """
    if not can_record_leave(ended_by, leave.facilitator):
        raise NotResponsibleForFacilitator(facilitator=leave.facilitator)
    require_order(leave.starts_on, ends_on)
    Facilitator.objects.select_for_update().get(pk=leave.facilitator_id)
    _require_no_leave(leave.facilitator, leave.starts_on, ends_on, but_not=leave)
    leave.ends_on = ends_on
    leave.save(update_fields=["ends_on"])
    log(instance=leave, action="mentoring.end", user=ended_by)
    return leave


def _require_no_leave(
    facilitator: Facilitator, starts_on: date, ends_on: date | None, but_not: Leave | None = None
) -> None:
    others = facilitator.leaves.filter(overlapping(starts_on, ends_on)).order_by("starts_on")
    standing = others.exclude(pk=but_not.pk if but_not else None).first()
    if standing is not None:
        raise LeaveOverlaps(facilitator=facilitator, starts_on=standing.starts_on)
