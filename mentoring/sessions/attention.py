"""Which groups need a visit: what this room answers to `register_group_attention`."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from mentoring.assignments.attention import AttentionKind, Reason
from mentoring.registry.models import CrafterGroup, Tier
from mentoring.sessions.dormancy import silence_of
from mentoring.sessions.figures import VisitDue, visits_due
from mentoring.sessions.models import MentoringSession

WEAK_WAITS = AttentionKind(
    "weak_waits",
    _("Left behind, not visited"),
    _("Its visit is %(days)d days late, while a stronger group near it was visited."),
    70,
)
OVERDUE = AttentionKind("overdue", _("Visit is late"), _("Its visit is %(days)d days late."), 40)
DORMANT = AttentionKind(
    "dormant", _("Dormant"), _("It has not met for %(days)d days: it is dormant."), 50
)
SILENT = AttentionKind("silent", _("Does not meet"), _("It has not met for %(days)d days."), 20)


class SilenceAttention:
    """Groups that no longer meet, whoever accompanies them."""

    kinds = (DORMANT, SILENT)

    def reasons(self, groups: Collection[CrafterGroup], today: date) -> Iterator[Reason]:
        for key, silence in silence_of(groups, today).items():
            if silence.is_long:
                kind = DORMANT if silence.is_dormant else SILENT
                yield Reason(key, kind.code, silence.counted_from, silence.days)


class VisitAttention:
    """A late visit; graver where a group left behind waits and others of its craft centre
    were visited meanwhile (mentoring.md 1.1)."""

    kinds = (WEAK_WAITS, OVERDUE)

    def reasons(self, groups: Collection[CrafterGroup], today: date) -> Iterator[Reason]:
        due = visits_due(groups, today)
        strong = _last_strong_visits(groups, today)
        for group in groups:
            visit = due[group.pk]
            if not visit.is_overdue:
                continue
            days = visit.overdue_days or 0
            since = today - timedelta(days=days)
            kind = WEAK_WAITS if _was_passed_by(group, visit, since, strong) else OVERDUE
            yield Reason(group.pk, kind.code, since, days)


def _last_strong_visits(groups: Collection[CrafterGroup], today: date) -> dict[int, date]:
    """Craft centre -> the last visit to any of its groups that is not left behind.

    Asked for the centres of `groups`, whose strong groups may lie in another batch.
    """
    sentra = {group.sentra_id for group in groups if group.tier == Tier.WEAK}
    return dict(
        MentoringSession.objects.counted()
        .filter(group__sentra__in=sentra, happened_on__lte=today, facilitator_was_present=True)
        .exclude(group__tier=Tier.WEAK)
        .order_by()
        .values_list("group__sentra")
        .annotate(last=Max("happened_on"))
    )


def _was_passed_by(
    group: CrafterGroup, visit: VisitDue, due_on: date, strong: dict[int, date]
) -> bool:
    """Whether a stronger neighbour was visited after the visit of `group` was due."""
    if group.tier != Tier.WEAK or visit.is_paused:
        return False
    neighbour = strong.get(group.sentra_id)
    return neighbour is not None and neighbour >= due_on
