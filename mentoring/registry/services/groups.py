"""What is done to groups and memberships."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from mentoring.intervals import overlapping
from mentoring.registry.errors import (
    GroupIsDissolved,
    GroupNameTaken,
    MembershipOverlaps,
    NotAMemberNow,
    OpenMembershipOverlaps,
)
from mentoring.registry.joining import Joining, refusals_to_join
from mentoring.registry.models import (
    OFFICERS,
    CrafterGroup,
    Membership,
    MembershipRole,
    Person,
    Sentra,
)
from mentoring.registry.services.keeping import require_order, save_changes, tell_after_commit
from mentoring.registry.services.people import register_person
from mentoring.registry.services.vulnerability import require_beneficiaries
from mentoring.registry.signals import member_added, membership_ended


@transaction.atomic
def create_group(*, name: str, sentra: Sentra, created_by: Any, **more: Any) -> CrafterGroup:
    """Return a new group. more: hamlet, founded_on, tenancy, tier, story.

    Raises GroupNameTaken.
    """
    require_free_name(sentra=sentra, name=name)
    group = CrafterGroup.objects.create(name=name, sentra=sentra, **more)
    log(instance=group, action="wagtail.create", user=created_by)
    return group


@transaction.atomic
def change_group(
    *, group: CrafterGroup, changes: Mapping[str, Any], changed_by: Any
) -> CrafterGroup:
    """Give `group` the values of `changes`. Raises GroupNameTaken."""
    require_free_name(
        sentra=changes.get("sentra", group.sentra),
        name=changes.get("name", group.name),
        but_not=group,
    )
    return save_changes(group, changes, changed_by)


@transaction.atomic
def add_member(
    *,
    person: Person,
    group: CrafterGroup,
    starts_on: date,
    added_by: Any,
    ends_on: date | None = None,
    role: str = MembershipRole.MEMBER,
    reason: str = "",
    source: str = "",
) -> Membership:
    """Return the membership of `person` in `group` from `starts_on` (included).

    ends_on: the first day no longer included; None while it goes on.
    A person may belong to two groups at once, but never twice to the same one.
    Who may join is `joining.refusals_to_join`. source: from where it is known, in words.
    Raises EndsBeforeItStarts, MembershipOverlaps, GroupIsDissolved, PersonIsGone,
    BeforeItWasFounded, JuraganIsNoBeneficiary. Sends `member_added`.
    """
    require_order(starts_on, ends_on)
    locked = lock_group(group)
    for refusal in refusals_to_join([Joining(locked, starts_on, person, ends_on=ends_on)]):
        if refusal is not None:
            raise refusal
    _require_no_membership(person, group, starts_on, ends_on)
    membership = Membership.objects.create(
        person=person,
        group=group,
        starts_on=starts_on,
        ends_on=ends_on,
        role=role,
        reason=reason,
        source=source,
    )
    log(instance=membership, action="wagtail.create", user=added_by)
    tell_after_commit(member_added, Membership, membership=membership, added_by=added_by)
    return membership


@transaction.atomic
def enrol_new_person(
    *,
    group: CrafterGroup,
    starts_on: date,
    enrolled_by: Any,
    role: str = MembershipRole.MEMBER,
    source: str = "",
    **about: Any,
) -> Membership:
    """Register a person and add her to `group` in one step; `about` as in `register_person`.

    A person without a village gets that of the group's craft centre.
    """
    about.setdefault("place", group.sentra.place)
    person = register_person(registered_by=enrolled_by, **about)
    return add_member(
        person=person,
        group=group,
        starts_on=starts_on,
        role=role,
        source=source,
        added_by=enrolled_by,
    )


@transaction.atomic
def end_membership(
    *,
    membership: Membership,
    ends_on: date,
    ended_by: Any,
    reason: str = "",
    leave_reason: str = "",
) -> Membership:
    """Let `membership` count until the day before `ends_on`; asking again moves the day.

    leave_reason: a LeaveReason, as attrition is counted; reason: in words.
    Raises EndsBeforeItStarts, MembershipOverlaps (moving the end into a later
    membership of the same person). Sends `membership_ended`.
    """
    require_order(membership.starts_on, ends_on)
    lock_group(membership.group)
    _require_no_membership(
        membership.person, membership.group, membership.starts_on, ends_on, but_not=membership
    )
    membership.ends_on = ends_on
    membership.reason = reason or membership.reason
    membership.leave_reason = leave_reason or membership.leave_reason
    membership.save(update_fields=["ends_on", "reason", "leave_reason"])
    log(instance=membership, action="mentoring.end", user=ended_by)
    tell_after_commit(membership_ended, Membership, membership=membership, ended_by=ended_by)
    return membership


@transaction.atomic
def change_role(
    *, membership: Membership, role: str, starts_on: date, changed_by: Any, source: str = ""
) -> Membership:
    """Return the membership in which a member has `role` from `starts_on` on.

    The old one ends and the new one begins the same day, so that rosters of the past keep the
    old role; it ends when the old one would have. A juragan who is still a member keeps or
    lays down an office, and takes none. Raises GroupIsDissolved, NotAMemberNow (she is none
    on the day before), JuraganIsNoBeneficiary. Sends `membership_ended` and `member_added`.
    """
    group = lock_group(membership.group)
    if group.is_dissolved:
        raise GroupIsDissolved(group=group)
    require_member_until(membership, starts_on)
    if role in OFFICERS:
        require_beneficiaries([membership.person], starts_on, membership.ends_on)
    until = membership.ends_on
    end_membership(membership=membership, ends_on=starts_on, ended_by=changed_by)
    changed = Membership.objects.create(
        person=membership.person,
        group=membership.group,
        starts_on=starts_on,
        ends_on=until,
        role=role,
        source=source,
    )
    log(instance=changed, action="wagtail.create", user=changed_by)
    tell_after_commit(member_added, Membership, membership=changed, added_by=changed_by)
    return changed


def require_member_until(membership: Membership, day: date) -> None:
    """Raise NotAMemberNow unless `membership` counts on the day before `day`."""
    if not membership.starts_on < day or not membership.holds_on(day - timedelta(days=1)):
        raise NotAMemberNow(who=membership.person, group=membership.group, day=day)


def lock_group(group: CrafterGroup) -> CrafterGroup:
    """`group` as it is now.

    Overlap is not a constraint every database can hold: whoever changes the histories of a
    group waits here for whoever came first.
    """
    return CrafterGroup.objects.select_for_update().get(pk=group.pk)


def _require_no_membership(
    person: Person,
    group: CrafterGroup,
    starts_on: date,
    ends_on: date | None,
    but_not: Membership | None = None,
) -> None:
    others = Membership.objects.filter(
        overlapping(starts_on, ends_on), person=person, group=group
    ).order_by("starts_on")
    if but_not is not None:
        others = others.exclude(pk=but_not.pk)
    standing = others.first()
    if standing is None:
        return
    facts = {"person": person, "group": group, "starts_on": standing.starts_on}
    if standing.last_day is None:
        raise OpenMembershipOverlaps(**facts)
    raise MembershipOverlaps(**facts, last_day=standing.last_day)


def require_free_name(*, sentra: Sentra, name: str, but_not: CrafterGroup | None = None) -> None:
    namesakes = CrafterGroup.objects.filter(sentra=sentra, name__iexact=name)
    if but_not is not None:
        namesakes = namesakes.exclude(pk=but_not.pk)
    if namesakes.exists():
        raise GroupNameTaken(name=name, sentra=sentra)
