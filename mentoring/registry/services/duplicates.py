"""What is decided about records that may be one person: two people, or one.

A merge moves what names the second record to the first, and keeps what that takes to part
them again. Accounts are never re-keyed: other plugins ask the hook `register_identity_links`.
"""

import json
from datetime import date, datetime
from typing import Any

from django.core import serializers
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.intervals import overlapping
from mentoring.registry.errors import (
    AlreadyDecided,
    AlreadyUndone,
    JuraganIsNoBeneficiary,
    NotOfThisPair,
    RecordIsGone,
    UndoOtherMergeFirst,
)
from mentoring.registry.models import (
    DuplicateCase,
    DuplicateState,
    Membership,
    Person,
    PersonMerge,
)
from mentoring.registry.services.keeping import tell_after_commit
from mentoring.registry.services.merged_consents import end_older_answers, revive_answers
from mentoring.registry.services.vulnerability import juragan_among
from mentoring.registry.signals import merge_undone, people_merged

# Rows that stay where they were written: frozen, secret, or about the record itself.
STAYING = {
    "mentoring_registry.DataCopy",
    "mentoring_registry.DuplicateCase",
    "mentoring_registry.ErasureRequest",
    "mentoring_registry.FrozenRank",
    "mentoring_registry.Person",
    "mentoring_registry.PersonMerge",
}
# Rows of which two cannot stand beside one another: that of the second record is taken out
# and kept in the merge. Rooms below add theirs.
ABSORBED = {"mentoring_registry.Membership"}

# What the kept record takes from the other where it has nothing itself.
FILLED = (
    *("nickname", "title_before", "title_after", "sex", "birthplace", "born_on", "birth_year"),
    *("phone", "schooling", "place_id", "rt_rw", "languages", "worker_statuses", "user_id"),
)


@transaction.atomic
def note_likeness(*, person: Person, other: Person, reason: str, score: int) -> DuplicateCase:
    """The case of the two, new or known. One that was decided stays decided."""
    a, b = sorted((person, other), key=lambda each: each.pk)
    case, is_new = DuplicateCase.objects.get_or_create(
        person_a=a, person_b=b, defaults={"reason": reason, "score": score}
    )
    if not is_new and case.state == DuplicateState.OPEN and score > case.score:
        case.reason, case.score = reason, score
        case.save(update_fields=["reason", "score"])
    return case


@transaction.atomic
def say_two_people(
    *, case: DuplicateCase, note: str, decided_by: Any, now: datetime
) -> DuplicateCase:
    """Remember that the two records are two people: nobody is asked again.

    Raises AlreadyDecided.
    """
    case = _open(case)
    return _decide(case, DuplicateState.DIFFERENT, note, decided_by, now)


@transaction.atomic
def look_again(*, case: DuplicateCase, asked_by: Any) -> DuplicateCase:
    """Open a case that was decided as two people. Raises AlreadyDecided when it was not."""
    case = DuplicateCase.objects.select_for_update().get(pk=case.pk)
    if case.state != DuplicateState.DIFFERENT:
        raise AlreadyDecided(case=case)
    case.state, case.decided_by, case.decided_at, case.note = DuplicateState.OPEN, None, None, ""
    case.save(update_fields=["state", "decided_by", "decided_at", "note"])
    log(instance=case, action="mentoring.look_again", user=asked_by)
    return case


@transaction.atomic
def merge_people(
    *, case: DuplicateCase, keep: Person, note: str, merged_by: Any, now: datetime
) -> PersonMerge:
    """Let the record `keep` go on for both of `case`, and note what is needed to undo it.

    Empty details of `keep` are filled from the other; memberships of one group and time
    become one. Of what both said to one purpose the newest answer counts. Numbers and the
    like that both have stay where they are.
    Raises AlreadyDecided, NotOfThisPair, RecordIsGone, JuraganIsNoBeneficiary.
    Sends `people_merged`.
    """
    case = _open(case)
    if keep.pk not in (case.person_a_id, case.person_b_id):
        raise NotOfThisPair(person=keep, case=case)
    kept, merged = _locked_pair(case, keep)
    _require_no_juragan_as_member(kept, merged, timezone.localdate(now))
    moved = [_entry(row, ended=at.isoformat()) for row, at in end_older_answers(kept, merged)]
    moved += [
        entry
        for field in fields_to_move()
        for entry in _hand_over(field.model, field, merged, kept)
    ]
    merged.merged_into = kept
    filled = _fill(kept, merged)
    merge = PersonMerge.objects.create(
        case=case,
        kept=kept,
        merged=merged,
        moved=moved,
        filled=filled,
        merged_by=merged_by,
        merged_at=now,
    )
    _decide(case, DuplicateState.MERGED, note, merged_by, now)
    log(instance=kept, action="mentoring.merge", user=merged_by, data={"merge": merge.pk})
    tell_after_commit(people_merged, PersonMerge, merge=merge)
    return merge


@transaction.atomic
def undo_merge(*, merge: PersonMerge, undone_by: Any, now: datetime) -> DuplicateCase:
    """Part the two records again, with what each had; return their case, open once more.

    What was written on the kept record since stays with it.
    Raises AlreadyUndone, UndoOtherMergeFirst, RecordIsGone. Sends `merge_undone`.
    """
    merge = PersonMerge.objects.select_for_update().select_related("case").get(pk=merge.pk)
    if merge.undone_at is not None:
        raise AlreadyUndone(merge=merge)
    kept = Person.objects.select_for_update().get(pk=merge.kept_id)
    merged = Person.objects.select_for_update().get(pk=merge.merged_id)
    if kept.merged_into_id:
        raise UndoOtherMergeFirst(person=kept, into=kept.merged_into)
    for person in (kept, merged):
        if person.tombstoned_at:
            raise RecordIsGone(person=person)
    _give_back(kept, merged, merge.filled)
    for entry in reversed(merge.moved):
        _put_back(entry)
    revive_answers(merge, [entry["pk"] for entry in merge.moved if "ended" in entry])
    merge.undone_by, merge.undone_at = undone_by, now
    merge.save(update_fields=["undone_by", "undone_at"])
    case = merge.case
    case.state, case.decided_by, case.decided_at = DuplicateState.OPEN, None, None
    case.save(update_fields=["state", "decided_by", "decided_at"])
    log(instance=kept, action="mentoring.undo_merge", user=undone_by, data={"merge": merge.pk})
    tell_after_commit(merge_undone, PersonMerge, merge=merge)
    return case


def fields_to_move() -> list[models.Field]:
    """The fields, in every room, that name a person and go along when two records become one.

    Relations without a name back ("+") are found too: a promise stays a promise of hers.
    """
    return [
        relation.field
        for relation in Person._meta.get_fields(include_hidden=True)
        if (relation.one_to_many or relation.one_to_one) and relation.auto_created
        if relation.related_model._meta.label not in STAYING
    ]


def _open(case: DuplicateCase) -> DuplicateCase:
    case = DuplicateCase.objects.select_for_update().get(pk=case.pk)
    if case.state != DuplicateState.OPEN:
        raise AlreadyDecided(case=case)
    return case


def _decide(
    case: DuplicateCase, state: DuplicateState, note: str, decided_by: Any, now: datetime
) -> DuplicateCase:
    case.state, case.note, case.decided_by, case.decided_at = state, note, decided_by, now
    case.save(update_fields=["state", "note", "decided_by", "decided_at"])
    log(instance=case, action="mentoring.decide_duplicate", user=decided_by, data={"as": state})
    return case


def _locked_pair(case: DuplicateCase, keep: Person) -> tuple[Person, Person]:
    """(kept, merged), both as they are now. Raises RecordIsGone."""
    people = {
        person.pk: person
        for person in Person.objects.select_for_update().filter(
            pk__in=[case.person_a_id, case.person_b_id]
        )
    }
    for person in people.values():
        if person.merged_into_id or person.tombstoned_at:
            raise RecordIsGone(person=person)
    kept = people.pop(keep.pk)
    return kept, people.popitem()[1]


def _require_no_juragan_as_member(kept: Person, merged: Person, on: date) -> None:
    """A merge makes no member of a juragan: it is no way around `add_member`."""
    juragan = juragan_among({kept.pk, merged.pk}, on)
    others = {kept.pk, merged.pk} - juragan
    if (
        juragan
        and Membership.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gt=on), person__in=others
        ).exists()
    ):
        names = [person.full_name for person in (kept, merged) if person.pk in juragan]
        raise JuraganIsNoBeneficiary(names=", ".join(names))


def _hand_over(
    model: type[models.Model], field: models.Field, merged: Person, kept: Person
) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = []
    for row in model._base_manager.filter(**{field.name: merged}):
        if isinstance(row, Membership) and (same := _membership_beside(row, kept)):
            if taken := _take_out(row):
                entries += [taken, *_widen(same, row)]
        elif _move(row, field, kept):
            was, now = {field.attname: str(merged.pk)}, {field.attname: str(kept.pk)}
            entries.append(_entry(row, was=was, now=now))
        elif model._meta.label in ABSORBED and (taken := _take_out(row)):
            entries.append(taken)
    return entries


def _move(row: models.Model, field: models.Field, kept: Person) -> bool:
    """Whether `row` may name `kept`: not when a constraint allows one of its kind only."""
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: kept.pk})
    except IntegrityError:
        return False
    return True


def _membership_beside(row: Membership, kept: Person) -> Membership | None:
    return (
        Membership.objects.filter(
            overlapping(row.starts_on, row.ends_on), person=kept, group=row.group_id
        )
        .order_by("starts_on")
        .first()
    )


def _widen(standing: Membership, other: Membership) -> list[dict[str, Any]]:
    """Let `standing` hold from the earlier first to the later last day of both.

    A third membership of the same group in that time keeps it as it is.
    """
    starts_on = min(standing.starts_on, other.starts_on)
    ends = (standing.ends_on, other.ends_on)
    ends_on = None if None in ends else max(end for end in ends if end)
    was = {"starts_on": standing.starts_on, "ends_on": standing.ends_on}
    now = {"starts_on": starts_on, "ends_on": ends_on}
    if was == now:
        return []
    others = Membership.objects.filter(
        overlapping(starts_on, ends_on), person=standing.person_id, group=standing.group_id
    ).exclude(pk=standing.pk)
    if others.exists():
        return []
    Membership.objects.filter(pk=standing.pk).update(**now)
    return [_entry(standing, was=_plain_days(was), now=_plain_days(now))]


def _plain_days(days: dict[str, Any]) -> dict[str, str | None]:
    return {name: day and day.isoformat() for name, day in days.items()}


def _entry(row: models.Model, **what: Any) -> dict[str, Any]:
    return {"model": row._meta.label, "pk": str(row.pk), **what}


def _take_out(row: models.Model) -> dict[str, Any] | None:
    """Delete `row` and return all that is needed to write it again.

    None when something hangs on it: then it stays with the second record.
    """
    entry = _entry(row, taken_out=json.loads(serializers.serialize("json", [row]))[0])
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        return None
    return entry


def _put_back(entry: dict[str, Any]) -> None:
    if "taken_out" in entry:
        for written in serializers.deserialize("python", [entry["taken_out"]]):
            written.save()
        return
    if "was" not in entry:
        return
    model = Person._meta.apps.get_model(entry["model"])
    # What somebody deleted since is gone; an update of nothing is no error.
    row = model._base_manager.filter(pk=entry["pk"])
    for name, value in entry["was"].items():
        # Merges of earlier versions did not keep what they set.
        as_merged = _equals(name, entry["now"][name]) if "now" in entry else {}
        try:
            with transaction.atomic():
                row.filter(**as_merged).update(**{name: value})
        except IntegrityError:
            # An older value no longer fits beside what was written since: that stands.
            continue


def _equals(name: str, value: Any) -> dict[str, Any]:
    return {f"{name}__isnull": True} if value is None else {name: value}


def _fill(kept: Person, merged: Person) -> dict[str, Any]:
    """Fill what `kept` lacks from `merged`; return the fields that were filled.

    An account cannot belong to two rows, so `merged` gives its own away when it is taken.
    """
    taken = [
        name
        for name in FILLED
        if getattr(kept, name) in (None, "", []) and getattr(merged, name) not in (None, "", [])
    ]
    values = {name: getattr(merged, name) for name in taken}
    if "user_id" in values:
        merged.user = None
    merged.save()
    for name, value in values.items():
        setattr(kept, name, value)
    kept.save()
    return {name: _plain(value) for name, value in values.items()}


def _give_back(kept: Person, merged: Person, filled: dict[str, Any]) -> None:
    """Empty what was filled, unless somebody has changed it since."""
    account = None
    for name, value in filled.items():
        if _plain(getattr(kept, name)) != value:
            continue
        if name == "user_id":
            account = kept.user_id
        field = Person._meta.get_field(name.removesuffix("_id"))
        setattr(kept, name, None if field.null else field.get_default())
    kept.save()
    merged.merged_into = None
    if account is not None:
        merged.user_id = account
    merged.save()


def _plain(value: Any) -> Any:
    """As JSON keeps it: days and keys as text."""
    return value if isinstance(value, (str, int, list)) or value is None else str(value)
