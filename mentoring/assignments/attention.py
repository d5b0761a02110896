"""Why a group needs somebody to look at it: asked of every room, kept as rows.

Hook `register_group_attention`: a function without arguments that returns an
`AttentionSource`. This room answers for who accompanies; rooms below for what they record.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from mentoring.assignments.models import (
    Assignment,
    AssignmentKind,
    AssignmentState,
    Leave,
    groups_without_lead,
)
from mentoring.intervals import on_day
from mentoring.registry.models import CrafterGroup


@dataclass(frozen=True)
class AttentionKind:
    """A reason of one kind. weight: heavier groups stand first; their reasons add up.

    sentence: may hold %(days)d, written only when the reason has days.
    """

    code: str
    label: Any
    sentence: Any
    weight: int


@dataclass(frozen=True)
class Reason:
    """What one group needs. since, days: see `models.AttentionReason`."""

    group_id: UUID
    code: str
    since: date | None = None
    days: int | None = None


class AttentionSource(Protocol):
    kinds: tuple[AttentionKind, ...]

    def reasons(self, groups: Collection[CrafterGroup], today: date) -> Iterable[Reason]:
        """The reasons of `groups` on `today`; a constant number of queries."""
        ...


def sources() -> list[AttentionSource]:
    return [ask() for ask in hooks.get_hooks("register_group_attention")]


def attention_kinds() -> dict[str, AttentionKind]:
    """Every kind an installed room knows, by code; the heaviest first."""
    kinds = [kind for source in sources() for kind in source.kinds]
    return {kind.code: kind for kind in sorted(kinds, key=lambda kind: -kind.weight)}


NO_FACILITATOR = AttentionKind(
    "no_facilitator", _("Without a facilitator"), _("Nobody leads it."), 100
)
NOBODY_COVERS = AttentionKind(
    "nobody_covers", _("Facilitator on leave"), _("Its facilitator is on leave, nobody covers."), 60
)
WAITS_FOR_TRAINING = AttentionKind(
    "waits_for_training",
    _("Waits for training"),
    _("Somebody said yes and waits for her training."),
    30,
)
HANDOVER_OPEN = AttentionKind(
    "handover_open", _("Handover not finished"), _("A handover is not finished."), 20
)


class AccompanyingAttention:
    """What this room answers."""

    kinds = (NO_FACILITATOR, NOBODY_COVERS, WAITS_FOR_TRAINING, HANDOVER_OPEN)

    def reasons(self, groups: Collection[CrafterGroup], today: date) -> Iterator[Reason]:
        keys = [group.pk for group in groups]
        yield from self._without_lead(keys, today)
        yield from self._uncovered(keys, today)
        yield from self._by_state(keys)

    def _without_lead(self, keys: list[UUID], today: date) -> Iterator[Reason]:
        alone = groups_without_lead(CrafterGroup.objects.filter(pk__in=keys), today)
        lost_on = dict(
            Assignment.objects.filter(group__in=keys, kind=AssignmentKind.LEAD, ends_on__lte=today)
            .filter(state__in=[AssignmentState.HANDOVER, AssignmentState.ENDED])
            .order_by()
            .values_list("group")
            .annotate(last=Max("ends_on"))
        )
        for key in alone.order_by().values_list("pk", flat=True):
            since = lost_on.get(key)
            days = None if since is None else (today - since).days
            yield Reason(key, NO_FACILITATOR.code, since, days)

    def _uncovered(self, keys: list[UUID], today: date) -> Iterator[Reason]:
        standing = Assignment.objects.responsible_on(today).filter(group__in=keys)
        away = dict(Leave.objects.filter(on_day(today)).values_list("facilitator", "starts_on"))
        present = standing.exclude(facilitator__in=list(away)).exclude(kind=AssignmentKind.TRAINEE)
        covered = set(present.values_list("group", flat=True))
        leads = standing.filter(kind=AssignmentKind.LEAD, facilitator__in=list(away))
        for group, facilitator in leads.values_list("group", "facilitator"):
            if group not in covered:
                since = away[facilitator]
                yield Reason(group, NOBODY_COVERS.code, since, (today - since).days)

    def _by_state(self, keys: list[UUID]) -> Iterator[Reason]:
        codes = {
            AssignmentState.ACCEPTED: WAITS_FOR_TRAINING.code,
            AssignmentState.HANDOVER: HANDOVER_OPEN.code,
        }
        rows = Assignment.objects.filter(group__in=keys, state__in=list(codes))
        found = {
            (group, codes[AssignmentState(state)]): since
            for group, state, since in rows.values_list("group", "state", "handover_since")
        }
        for (group, code), since in found.items():
            yield Reason(group, code, since)
