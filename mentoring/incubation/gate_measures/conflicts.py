"""Whether phone and office still say different things about the group."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mentoring.incubation.gate_measures.shape import Asked, Verdict
from mentoring.incubation.models import Cycle, Measure, Round
from mentoring.incubation.parts import in_parts
from mentoring.offline_records import ConflictKind
from mentoring.registry.models import CrafterGroup, Membership
from mentoring.sessions.models import MentoringSession

_DECIDED_BY_PEOPLE = (ConflictKind.HARD.value, ConflictKind.LOCKED.value)


class HardConflicts:
    """No open difference about the group, its members, its sessions or its rounds."""

    code = Measure.HARD_CONFLICTS

    def is_here(self, cycle: Cycle) -> bool:
        return apps.is_installed("mentoring.field")

    def read(self, asked: Sequence[Asked], on: date) -> dict[Asked, Verdict]:
        if not apps.is_installed("mentoring.field"):
            return dict.fromkeys(asked, Verdict(is_met=None, is_here=False))
        open_ = _open_by_group({one.enrolment.group_id for one in asked})
        return {one: _verdict(open_[one.enrolment.group_id]) for one in asked}


def _verdict(count: int) -> Verdict:
    if not count:
        return Verdict(is_met=True, figure=Decimal(0))
    told = _("%(count)d differences between phone and office wait for a decision.")
    return Verdict(is_met=False, figure=Decimal(count), told=told % {"count": count})


def _open_by_group(groups: Collection[UUID]) -> Counter[UUID]:
    conflict = apps.get_model("mentoring_field", "Conflict")
    rows = conflict.objects.open().filter(kind__in=_DECIDED_BY_PEOPLE)
    records = list(rows.order_by().values_list("envelope__record", flat=True))
    found: Counter[UUID] = Counter()
    for some in in_parts(set(records)):
        about: dict[Any, set[UUID]] = {}
        for record, group in _groups_of(some):
            about.setdefault(record, set()).add(group)
        for record in records:
            found.update(about.get(record, set()) & set(groups))
    return found


def _groups_of(records: list[UUID]) -> list[tuple[Any, UUID]]:
    """Which groups the records are about: five questions, whatever kind the records are of."""
    sources: list[tuple[QuerySet, str, str]] = [
        (MentoringSession.objects.filter(pk__in=records), "pk", "group"),
        (CrafterGroup.objects.filter(pk__in=records), "pk", "pk"),
        (Membership.objects.filter(pk__in=records), "pk", "group"),
        (Membership.objects.filter(person__in=records, ends_on=None), "person", "group"),
        (Round.objects.filter(pk__in=records), "pk", "enrolment__group"),
    ]
    return [
        pair for rows, key, group in sources for pair in rows.order_by().values_list(key, group)
    ]
