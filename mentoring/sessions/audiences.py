"""Who reads lessons together, and who decides for them (hook `register_reading_audiences`)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from mentoring.assignments.scopes import assigned_to_me
from mentoring.intervals import on_day
from mentoring.registry.models import CrafterGroup, Membership
from mentoring.registry.permissions import responsible_q
from mentoring.sessions.models import MentoringSession, RunParticipant, SessionLesson, TrainingRun

_GROUP, _RUN = "group:", "run:"


def key_of_group(group: CrafterGroup) -> str:
    return f"{_GROUP}{group.pk}"


@dataclass(frozen=True)
class Audience:
    """key: "group:<uuid>" or "run:<uuid>"."""

    key: str
    label: str


class ReadingAudiences:
    """Groups by their members of today, training runs by their participants until closed."""

    def of_users(self, user_ids: Collection[int]) -> Mapping[int, Sequence[Audience]]:
        """Two queries for any number of users."""
        found: dict[int, list[Audience]] = defaultdict(list)
        members = Membership.objects.filter(
            on_day(timezone.localdate()), person__user__in=user_ids
        ).select_related("group", "person")
        for each in members:
            found[each.person.user_id].append(_of_group(each.group))
        participants = (
            RunParticipant.objects.still_there()
            .filter(person__user__in=user_ids, run__in=TrainingRun.objects.open())
            .select_related("run", "person")
        )
        for part in participants:
            found[part.person.user_id].append(_of_run(part.run))
        return found

    def taught_with(self, page_id: int) -> Sequence[Audience]:
        """Whoever had a session with this module; two queries."""
        used = SessionLesson.objects.filter(page_id=page_id).values("session")
        held = MentoringSession.objects.held().filter(Q(module_page_id=page_id) | Q(pk__in=used))
        groups = CrafterGroup.objects.filter(pk__in=held.order_by().values("group"))
        runs = TrainingRun.objects.open().filter(pk__in=held.order_by().values("run"))
        return [*map(_of_group, groups), *map(_of_run, runs)]

    def in_charge(self, user: Any, keys: Collection[str]) -> Mapping[str, Audience]:
        """Groups: their facilitator of today and coordinators of the place. Runs: their
        instructors and those coordinators."""
        if not user.is_active:
            return {}
        today = timezone.localdate()
        groups = CrafterGroup.objects.filter(pk__in=_ids(keys, _GROUP)).filter(
            pk__in=_groups_in_charge(user, today)
        )
        runs = TrainingRun.objects.filter(pk__in=_ids(keys, _RUN)).filter(
            pk__in=_runs_in_charge(user, today)
        )
        found = [*map(_of_group, groups), *map(_of_run, runs)]
        return {audience.key: audience for audience in found}


def _groups_in_charge(user: Any, on: date) -> QuerySet:
    mine = CrafterGroup.objects.filter(assigned_to_me(user, on, "assignments__")).values("pk")
    return CrafterGroup.objects.filter(Q(pk__in=mine) | _decides(CrafterGroup, user, on)).values(
        "pk"
    )


def _runs_in_charge(user: Any, on: date) -> QuerySet:
    taught = TrainingRun.objects.filter(instructors=user).values("pk")
    return TrainingRun.objects.filter(Q(pk__in=taught) | _decides(TrainingRun, user, on)).values(
        "pk"
    )


def _decides(model: Any, user: Any, on: date) -> Q:
    """Who may change rows of `model` at their place; an auditor sees all and decides none."""
    meta = model._meta
    if not user.has_perm(f"{meta.app_label}.change_{meta.model_name}"):
        return Q(pk__in=[])
    return responsible_q(model, user, on)


def _ids(keys: Collection[str], kind: str) -> list[UUID]:
    """The keys of this kind; those that others answered with are passed over."""
    found = []
    for key in keys:
        if key.startswith(kind):
            with suppress(ValueError):
                found.append(UUID(key.removeprefix(kind)))
    return found


def _of_group(group: CrafterGroup) -> Audience:
    return Audience(f"{_GROUP}{group.pk}", group.name)


def _of_run(run: TrainingRun) -> Audience:
    return Audience(f"{_RUN}{run.pk}", str(run))
