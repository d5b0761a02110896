"""What is done to places' groups, people, memberships and mandates.

Keyword-only; objects in, object out; each runs in one transaction and writes one line
of the site's log under whoever did it (None: the system itself).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.db.models import ProtectedError
from wagtail.log_actions import log

from mentoring.intervals import overlapping
from mentoring.registry import conf
from mentoring.registry.errors import (
    EndsBeforeItStarts,
    GroupNameTaken,
    MandateOverlaps,
    MembershipOverlaps,
    OpenMembershipOverlaps,
    StillInUse,
)
from mentoring.registry.models import (
    CrafterGroup,
    Mandate,
    MandateRole,
    Membership,
    MembershipRole,
    Person,
    Place,
    Sentra,
)
from mentoring.registry.scopes import forget_mandates
from mentoring.registry.signals import member_added, membership_ended, person_got_account

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def create_sentra(
    *, name: str, craft: str, place: Place, time_zone: str, created_by: Any, **more: Any
) -> Sentra:
    """Return a new craft centre. more: products, institution_in_charge, business_units."""
    sentra = Sentra.objects.create(name=name, craft=craft, place=place, time_zone=time_zone, **more)
    log(instance=sentra, action="wagtail.create", user=created_by)
    return sentra


@transaction.atomic
def change_sentra(*, sentra: Sentra, changes: Mapping[str, Any], changed_by: Any) -> Sentra:
    """Give `sentra` the values of `changes` (field name -> value)."""
    return _changed(sentra, changes, changed_by)


@transaction.atomic
def register_person(*, full_name: str, hamlet: str, registered_by: Any, **more: Any) -> Person:
    """Return a new person; a name of one word is a whole name.

    more: nickname, sex, birthplace, born_on, phone (E.164), place, rt_rw, user.
    Two people of the same name are both kept: finding duplicates is a later, human step.
    """
    person = Person.objects.create(full_name=full_name, hamlet=hamlet, **more)
    log(instance=person, action="wagtail.create", user=registered_by)
    return person


@transaction.atomic
def change_person(*, person: Person, changes: Mapping[str, Any], changed_by: Any) -> Person:
    """Give `person` the values of `changes`. Her account keeps its own name and phone."""
    return _changed(person, changes, changed_by)


@transaction.atomic
def ensure_user(*, person: Person) -> Any:
    """Return the user of `person`, made through MENTORING_CREATE_USER if there is none yet.

    Asking twice, also at the same time, makes one. Sends `person_got_account`.
    Raises ImproperlyConfigured when the setting is missing.
    """
    locked = Person.objects.select_for_update(of=("self",)).select_related("user").get(pk=person.pk)
    if locked.user is None:
        locked.user = conf.create_user()(
            full_name=locked.full_name, phone=locked.phone, language=settings.LANGUAGE_CODE
        )
        locked.save(update_fields=["user"])
        _send(person_got_account, Person, person=locked, user=locked.user)
    person.user = locked.user
    return locked.user


@transaction.atomic
def create_group(*, name: str, sentra: Sentra, created_by: Any, **more: Any) -> CrafterGroup:
    """Return a new group. more: hamlet, founded_on, tenancy, tier, story.

    Raises GroupNameTaken.
    """
    _require_free_name(sentra=sentra, name=name)
    group = CrafterGroup.objects.create(name=name, sentra=sentra, **more)
    log(instance=group, action="wagtail.create", user=created_by)
    return group


@transaction.atomic
def change_group(
    *, group: CrafterGroup, changes: Mapping[str, Any], changed_by: Any
) -> CrafterGroup:
    """Give `group` the values of `changes`. Raises GroupNameTaken."""
    _require_free_name(
        sentra=changes.get("sentra", group.sentra),
        name=changes.get("name", group.name),
        but_not=group,
    )
    return _changed(group, changes, changed_by)


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
) -> Membership:
    """Return the membership of `person` in `group` from `starts_on` (included).

    ends_on: the first day no longer included; None while it goes on.
    A person may belong to two groups at once, but never twice to the same one.
    Raises EndsBeforeItStarts, MembershipOverlaps. Sends `member_added`.
    """
    require_order(starts_on, ends_on)
    _lock(group)
    _require_no_membership(person, group, starts_on, ends_on)
    membership = Membership.objects.create(
        person=person, group=group, starts_on=starts_on, ends_on=ends_on, role=role, reason=reason
    )
    log(instance=membership, action="wagtail.create", user=added_by)
    _send(member_added, Membership, membership=membership, added_by=added_by)
    return membership


@transaction.atomic
def enrol_new_person(
    *,
    group: CrafterGroup,
    starts_on: date,
    enrolled_by: Any,
    role: str = MembershipRole.MEMBER,
    **about: Any,
) -> Membership:
    """Register a person and add her to `group` in one step; `about` as in `register_person`.

    A person without a village gets that of the group's craft centre.
    """
    about.setdefault("place", group.sentra.place)
    person = register_person(registered_by=enrolled_by, **about)
    return add_member(
        person=person, group=group, starts_on=starts_on, role=role, added_by=enrolled_by
    )


@transaction.atomic
def end_membership(
    *, membership: Membership, ends_on: date, ended_by: Any, reason: str = ""
) -> Membership:
    """Let `membership` count until the day before `ends_on`; asking again moves the day.

    Raises EndsBeforeItStarts, MembershipOverlaps (moving the end into a later
    membership of the same person). Sends `membership_ended`.
    """
    require_order(membership.starts_on, ends_on)
    _lock(membership.group)
    _require_no_membership(
        membership.person, membership.group, membership.starts_on, ends_on, but_not=membership
    )
    membership.ends_on = ends_on
    membership.reason = reason or membership.reason
    membership.save(update_fields=["ends_on", "reason"])
    log(instance=membership, action="mentoring.end", user=ended_by)
    _send(membership_ended, Membership, membership=membership, ended_by=ended_by)
    return membership


@transaction.atomic
def grant_mandate(
    *,
    user: Any,
    role: str,
    place: Place,
    starts_on: date,
    granted_by: Any,
    ends_on: date | None = None,
) -> Mandate:
    """Return the mandate of `user` to act in `role` (MandateRole) for `place` and all in it.

    The role itself, what its holder may do, is a Django group of the site.
    Raises EndsBeforeItStarts, MandateOverlaps.
    """
    require_order(starts_on, ends_on)
    get_user_model()._default_manager.select_for_update().get(pk=user.pk)
    standing = (
        Mandate.objects.filter(overlapping(starts_on, ends_on), user=user, role=role, place=place)
        .order_by("starts_on")
        .first()
    )
    if standing is not None:
        raise MandateOverlaps(
            user=user, role=MandateRole(role).label, place=place, starts_on=standing.starts_on
        )
    mandate = Mandate.objects.create(
        user=user, role=role, place=place, starts_on=starts_on, ends_on=ends_on
    )
    log(instance=mandate, action="wagtail.create", user=granted_by)
    forget_mandates(user)
    return mandate


@transaction.atomic
def end_mandate(*, mandate: Mandate, ends_on: date, ended_by: Any) -> Mandate:
    """Let `mandate` count until the day before `ends_on`. Raises EndsBeforeItStarts."""
    require_order(mandate.starts_on, ends_on)
    mandate.ends_on = ends_on
    mandate.save(update_fields=["ends_on"])
    log(instance=mandate, action="mentoring.end", user=ended_by)
    forget_mandates(mandate.user)
    return mandate


@transaction.atomic
def delete_unused(*, row: models.Model, deleted_by: Any) -> None:
    """Delete a row entered by mistake. Raises StillInUse when any record names it."""
    log(instance=row, action="wagtail.delete", user=deleted_by, deleted=True)
    try:
        row.delete()
    except ProtectedError as named:
        raise StillInUse(row=row) from named


def require_order(starts_on: date, ends_on: date | None) -> None:
    """Raise EndsBeforeItStarts unless the interval holds at least one day."""
    if ends_on is not None and ends_on <= starts_on:
        raise EndsBeforeItStarts(starts_on=starts_on, last_day=ends_on - timedelta(days=1))


def _lock(group: CrafterGroup) -> None:
    # Overlap is not a constraint every database can hold: whoever changes the histories
    # of a group waits here for whoever came first.
    CrafterGroup.objects.select_for_update().get(pk=group.pk)


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


def _require_free_name(*, sentra: Sentra, name: str, but_not: CrafterGroup | None = None) -> None:
    namesakes = CrafterGroup.objects.filter(sentra=sentra, name__iexact=name)
    if but_not is not None:
        namesakes = namesakes.exclude(pk=but_not.pk)
    if namesakes.exists():
        raise GroupNameTaken(name=name, sentra=sentra)


def _changed(row: Row, changes: Mapping[str, Any], changed_by: Any) -> Row:
    for field, value in changes.items():
        setattr(row, field, value)
    row.save()
    log(instance=row, action="wagtail.edit", user=changed_by, content_changed=True)
    return row


def _send(signal: Any, sender: type[models.Model], **arguments: Any) -> None:
    transaction.on_commit(partial(signal.send_robust, sender=sender, **arguments))
