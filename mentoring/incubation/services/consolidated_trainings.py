"""Saying which training runs are the consolidated training of a cycle."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.log_actions import log

from mentoring.incubation.errors.consolidated_trainings import (
    NotYoursToLink,
    TrainingBeforeCycle,
    TrainingNotAgreed,
)
from mentoring.incubation.models import ConsolidatedTraining, Cycle
from mentoring.incubation.permissions import can_link_training
from mentoring.sessions.models import TrainingRun


@transaction.atomic
def link_training(*, cycle: Cycle, run: TrainingRun, linked_by: Any) -> ConsolidatedTraining:
    """Return the link of `run` to `cycle` as its consolidated training; linking again returns
    the link there is.

    Raises NotYoursToLink, TrainingNotAgreed, TrainingBeforeCycle.
    """
    if not can_link_training(linked_by, cycle, timezone.localdate()):
        raise NotYoursToLink(cycle=cycle.name)
    if run.is_proposed or run.is_declined:
        raise TrainingNotAgreed(run=str(run))
    if run.starts_on < cycle.starts_on:
        raise TrainingBeforeCycle(run=str(run), day=date_format(cycle.starts_on))
    made, is_new = ConsolidatedTraining.objects.get_or_create(
        cycle=cycle, run=run, defaults={"linked_by": linked_by, "linked_at": timezone.now()}
    )
    if is_new:
        log(instance=made, action="wagtail.create", user=linked_by)
    return made


@transaction.atomic
def unlink_training(*, link: ConsolidatedTraining, unlinked_by: Any) -> None:
    """The run is no consolidated training of its cycle any more; the run itself stays.

    Raises NotYoursToLink.
    """
    if not can_link_training(unlinked_by, link.cycle, timezone.localdate()):
        raise NotYoursToLink(cycle=link.cycle.name)
    log(instance=link, action="wagtail.delete", user=unlinked_by)
    link.delete()
