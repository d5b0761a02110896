"""What becomes of groups: they get another name, split, merge, end, and are formed again.

Groups are never deleted. People move by dated memberships: until the day before they
belong to the old group, from the day on to the new one. Sends `group_changed`.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.registry.errors import (
    BeforeItWasFounded,
    EverybodyMoves,
    GroupIsDissolved,
    GroupStillMeets,
    JoinedSince,
    MergedIntoItself,
    NobodyMoves,
    NotMembersThatDay,
    PersonIsGone,
    SameName,
    StillToCome,
)
from mentoring.registry.models import (
    CrafterGroup,
    GroupLineage,
    GroupStatus,
    LeaveReason,
    LineageKind,
    Membership,
    Person,
)
from mentoring.registry.services.groups import (
    add_member,
    create_group,
    end_membership,
    lock_group,
    require_free_name,
)
from mentoring.registry.services.keeping import tell_after_commit
from mentoring.registry.services.vulnerability import juragan_between, require_beneficiaries
from mentoring.registry.signals import group_changed


@transaction.atomic
def rename_group(
    *, group: CrafterGroup, name: str, happened_on: date, renamed_by: Any, note: str = ""
) -> GroupLineage:
    """Call `group` by `name` since `happened_on`; the name before stays in its lineage.

    Raises SameName, GroupNameTaken, StillToCome, GroupIsDissolved.
    """
    _require_possible(group, happened_on)
    if name == group.name:
        raise SameName(name=name)
    require_free_name(sentra=group.sentra, name=name, but_not=group)
    before, group.name = group.name, name
    group.save(update_fields=["name", "name_key"])
    return _record(
        LineageKind.RENAME,
        group,
        group,
        happened_on,
        renamed_by,
        note,
        name_before=before,
        name_after=name,
    )


@transaction.atomic
def split_group(
    *,
    group: CrafterGroup,
    name: str,
    leaving: Collection[Person],
    happened_on: date,
    split_by: Any,
    hamlet: str = "",
    note: str = "",
) -> CrafterGroup:
    """Return the new group that those `leaving` form; the others stay where they are.

    Officers keep their offices in the new group; `left_behind` stay. Raises JuraganIsNoBeneficiary
    or PersonIsGone if nobody else moves, GroupNameTaken, NobodyMoves,
    EverybodyMoves, NotMembersThatDay, StillToCome, BeforeItWasFounded, GroupIsDissolved.
    """
    _require_possible(group, happened_on)
    lock_group(group)
    _require_some_carried(leaving, happened_on)
    moving = _moving(group, leaving, happened_on)
    if (
        not Membership.objects.on(happened_on)
        .filter(group=group)
        .exclude(pk__in=[each.pk for each in moving])
    ):
        raise EverybodyMoves(group=group)
    child = _new_group(group, name, hamlet or group.hamlet, happened_on, split_by)
    _move(_carried(moving, happened_on), child, happened_on, split_by)
    _record(LineageKind.SPLIT, group, child, happened_on, split_by, note)
    return child


@transaction.atomic
def merge_groups(
    *,
    groups: Collection[CrafterGroup],
    into: CrafterGroup,
    happened_on: date,
    merged_by: Any,
    note: str = "",
) -> list[GroupLineage]:
    """Let all members of `groups` belong to `into` from `happened_on`; `groups` are dissolved.

    Who belongs to `into` already keeps her membership there; others come as members,
    but for those `left_behind`.
    Raises MergedIntoItself, JoinedSince, StillToCome, BeforeItWasFounded, GroupIsDissolved.
    """
    if any(group.pk == into.pk for group in groups):
        raise MergedIntoItself(group=into)
    for group in (*groups, into):
        _require_possible(group, happened_on)
    for group in sorted((*groups, into), key=lambda each: each.pk):
        lock_group(group)
    lineage = []
    for group in groups:
        there = set(into.memberships.on(happened_on).values_list("person_id", flat=True))
        staying = Membership.objects.on(happened_on).filter(group=group, starts_on__lt=happened_on)
        moving = [each for each in staying.select_related("person") if each.person_id not in there]
        _move(_carried(moving, happened_on), into, happened_on, merged_by, role="member")
        _close(group, happened_on, merged_by)
        lineage.append(_record(LineageKind.MERGE, group, into, happened_on, merged_by, note))
    return lineage


@transaction.atomic
def reform_group(
    *,
    group: CrafterGroup,
    name: str,
    people: Collection[Person],
    happened_on: date,
    reformed_by: Any,
    hamlet: str = "",
    note: str = "",
) -> CrafterGroup:
    """Return the group that `people` of the dormant or dissolved `group` form again.

    A dormant group is dissolved by it. Figures of persons go on, those of the group start
    anew. Who is `left_behind` does not come. Raises GroupStillMeets, GroupNameTaken,
    NobodyMoves, NotMembersThatDay (people who never belonged to `group`), StillToCome,
    BeforeItWasFounded; JuraganIsNoBeneficiary or PersonIsGone if nobody else comes.
    """
    if group.status == GroupStatus.ACTIVE:
        raise GroupStillMeets(group=group)
    _require_day(group, happened_on)
    lock_group(group)
    if not people:
        raise NobodyMoves(group=group)
    former = {
        each.person_id: each
        for each in group.memberships.filter(starts_on__lt=happened_on).order_by("starts_on")
    }
    _require_members(people, former, group, happened_on)
    if not group.is_dissolved:
        _close(group, happened_on, reformed_by)
    child = _new_group(group, name, hamlet or group.hamlet, happened_on, reformed_by)
    staying = left_behind(people, happened_on)
    _require_some_carried(people, happened_on)
    for person in (each for each in people if each.pk not in staying):
        add_member(
            person=person,
            group=child,
            starts_on=happened_on,
            added_by=reformed_by,
            role=former[person.pk].role,
        )
    _record(LineageKind.REFORM, group, child, happened_on, reformed_by, note)
    return child


@transaction.atomic
def dissolve_group(
    *, group: CrafterGroup, happened_on: date, dissolved_by: Any, note: str = ""
) -> CrafterGroup:
    """End `group` and all its memberships; `happened_on` is the first day without it.

    Raises JoinedSince, StillToCome, BeforeItWasFounded, GroupIsDissolved.
    """
    _require_possible(group, happened_on)
    lock_group(group)
    _close(group, happened_on, dissolved_by, note)
    log(instance=group, action="mentoring.dissolve", user=dissolved_by)
    tell_after_commit(group_changed, CrafterGroup, group=group, kind="dissolve")
    return group


@transaction.atomic
def set_group_status(*, group: CrafterGroup, status: str, since: date) -> CrafterGroup:
    """Say that `group` is dormant or meets again, since a day. Raises GroupIsDissolved.

    Counted from its meetings by a room below; a dissolved group is woken by nothing.
    """
    if group.is_dissolved:
        raise GroupIsDissolved(group=group)
    group.status, group.status_since = status, since
    group.save(update_fields=["status", "status_since"])
    log(instance=group, action="mentoring.status", user=None, data={"status": status})
    return group


def left_behind(people: Collection[Person], on: date) -> set[UUID]:
    """Keys of those of `people` who become members of no other group on `on`.

    Who became a juragan, was erased or merged keeps her history, and the others go on.
    """
    gone = {person.pk for person in people if person.is_gone}
    return gone | juragan_between([person.pk for person in people], on)


def family_of(group: CrafterGroup) -> set[UUID]:
    """Keys of `group`, of those it came from and of those that came from them.

    One query for each generation.
    """
    known: set[UUID] = set()
    asked = {group.pk}
    while asked:
        known |= asked
        rows = GroupLineage.objects.filter(parent__in=asked) | GroupLineage.objects.filter(
            child__in=asked
        )
        asked = {key for pair in rows.values_list("parent", "child") for key in pair} - known
    return known


def _require_possible(group: CrafterGroup, day: date) -> None:
    if group.is_dissolved:
        raise GroupIsDissolved(group=group)
    _require_day(group, day)


def _require_day(group: CrafterGroup, day: date) -> None:
    if day > timezone.localdate():
        raise StillToCome(day=day)
    if group.founded_on is not None and day < group.founded_on:
        raise BeforeItWasFounded(group=group, day=day, founded=group.founded_on)


def _moving(group: CrafterGroup, leaving: Collection[Person], day: date) -> list[Membership]:
    if not leaving:
        raise NobodyMoves(group=group)
    holding = {
        each.person_id: each
        for each in Membership.objects.on(day)
        .filter(group=group, starts_on__lt=day)
        .select_related("person")
    }
    _require_members(leaving, holding, group, day)
    return [holding[person.pk] for person in leaving]


def _require_members(
    people: Iterable[Person], known: Collection[Any], group: CrafterGroup, day: date
) -> None:
    strangers = sorted(person.full_name for person in people if person.pk not in known)
    if strangers:
        raise NotMembersThatDay(names=", ".join(strangers), group=group, day=day)


def _carried(memberships: Collection[Membership], day: date) -> list[Membership]:
    staying = left_behind([each.person for each in memberships], day)
    return [each for each in memberships if each.person_id not in staying]


def _require_some_carried(people: Collection[Person], day: date) -> None:
    """A group of nobody is none: say why none of `people` may belong to it."""
    if len(left_behind(people, day)) < len(people):
        return
    require_beneficiaries([person for person in people if not person.is_gone], day)
    for person in people:
        raise PersonIsGone(person=person)


def _move(
    memberships: Iterable[Membership],
    child: CrafterGroup,
    day: date,
    moved_by: Any,
    role: str | None = None,
) -> None:
    for membership in memberships:
        until = membership.ends_on
        end_membership(
            membership=membership,
            ends_on=day,
            ended_by=moved_by,
            leave_reason=LeaveReason.LINEAGE,
        )
        add_member(
            person=membership.person,
            group=child,
            starts_on=day,
            ends_on=until,
            role=role or membership.role,
            added_by=moved_by,
        )


def _new_group(
    parent: CrafterGroup, name: str, hamlet: str, day: date, created_by: Any
) -> CrafterGroup:
    return create_group(
        name=name,
        sentra=parent.sentra,
        hamlet=hamlet,
        founded_on=day,
        tenancy=parent.tenancy,
        tier=parent.tier,
        created_by=created_by,
    )


def _close(group: CrafterGroup, day: date, closed_by: Any, reason: str = "") -> None:
    """End `group` and what still goes on in it; who joined later is told, never dropped."""
    joined_since = group.memberships.filter(starts_on__gte=day).select_related("person")
    if names := ", ".join(sorted(each.person.full_name for each in joined_since)):
        raise JoinedSince(names=names, group=group, day=day)
    for membership in Membership.objects.on(day).filter(group=group, starts_on__lt=day):
        end_membership(
            membership=membership,
            ends_on=day,
            ended_by=closed_by,
            reason=reason[:120],
            leave_reason=LeaveReason.LINEAGE,
        )
    group.status, group.status_since = GroupStatus.DISSOLVED, day
    group.save(update_fields=["status", "status_since"])


def _record(
    kind: LineageKind,
    parent: CrafterGroup,
    child: CrafterGroup,
    day: date,
    recorded_by: Any,
    note: str,
    **names: str,
) -> GroupLineage:
    lineage = GroupLineage.objects.create(
        kind=kind,
        parent=parent,
        child=child,
        happened_on=day,
        note=note,
        recorded_by=recorded_by,
        recorded_at=timezone.now(),
        **names,
    )
    log(instance=parent, action=f"mentoring.{kind.value}", user=recorded_by)
    tell_after_commit(group_changed, CrafterGroup, group=parent, kind=kind.value)
    return lineage
