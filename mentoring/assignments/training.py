"""Whether a facilitator is prepared for her work on a day."""

from datetime import date

from mentoring.assignments.models import Facilitator, TrainingWaiver
from mentoring.intervals import on_day


def is_prepared(facilitator: Facilitator, day: date) -> bool:
    """Whether a training of hers counts on `day`, or a waiver does."""
    return Facilitator.objects.prepared_on(day).filter(pk=facilitator.pk).exists()


def first_prepared_day(facilitator: Facilitator, since: date) -> date | None:
    """The first day from `since` on, on which a training or waiver counts; None if none does."""
    if is_prepared(facilitator, since):
        return since
    trainings = facilitator.trainings.filter(completed_on__gt=since, withdrawn_on__isnull=True)
    waivers = facilitator.waivers.filter(starts_on__gt=since)
    days = [
        *trainings.values_list("completed_on", flat=True),
        *waivers.values_list("starts_on", flat=True),
    ]
    return min(days, default=None)


def waiver_on(facilitator: Facilitator, day: date) -> TrainingWaiver | None:
    """The waiver that she needs on `day`; None if she is trained or has none."""
    if facilitator.trainings.counting_on(day).exists():
        return None
    return facilitator.waivers.filter(on_day(day)).order_by("-ends_on").first()
