"""Looking at every group for what needs attention, and keeping what was found."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice

from django.db import transaction
from django.utils import timezone

from mentoring.assignments.attention import attention_kinds, sources
from mentoring.assignments.models import AttentionReason, AttentionScan
from mentoring.registry.models import CrafterGroup

BATCH = 500
# As many scans as tell whether they ran every night of a month.
KEPT_SCANS = 30


def scan_attention(*, today: date, now: datetime | None = None) -> AttentionScan:
    """Look at every standing group on `today` and replace what was found before, batch by batch.

    Each batch is one transaction: whoever reads in between sees some groups as of now and
    the others as of before. Safe to run twice, also at once. Returns the scan, finished.
    """
    scan = AttentionScan.objects.create(started_at=now or timezone.now())
    looked_at = 0
    standing = CrafterGroup.objects.standing()
    AttentionReason.objects.exclude(group__in=standing).delete()
    groups = standing.select_related("sentra").order_by("pk").iterator(BATCH)
    while batch := list(islice(groups, BATCH)):
        _look_at(batch, today)
        looked_at += len(batch)
    scan.groups, scan.finished_at = looked_at, now or timezone.now()
    scan.save(update_fields=["groups", "finished_at"])
    kept = AttentionScan.objects.order_by("-started_at").values("pk")[:KEPT_SCANS]
    AttentionScan.objects.exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
    return scan


@transaction.atomic
def _look_at(groups: list[CrafterGroup], today: date) -> None:
    keys = [group.pk for group in groups]
    # Who comes second waits here instead of writing the same reason beside the first.
    list(CrafterGroup.objects.select_for_update().filter(pk__in=keys).values_list("pk"))
    AttentionReason.objects.filter(group__in=keys).delete()
    AttentionReason.objects.bulk_create(_found(groups, today), batch_size=BATCH)


def _found(groups: list[CrafterGroup], today: date) -> Iterator[AttentionReason]:
    kinds = attention_kinds()
    for source in sources():
        for reason in source.reasons(groups, today):
            yield AttentionReason(
                group_id=reason.group_id,
                code=reason.code,
                weight=kinds[reason.code].weight,
                since=reason.since,
                days=reason.days,
            )
