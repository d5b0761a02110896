"""Who is one person: the rows merged into one another, and the users they have."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from wagtail import hooks

from mentoring.personal_data import PersonalDataSource, Subject
from mentoring.registry.models import Person


def subject_of(person: Person) -> Subject:
    """`person` under all the keys she has had, whichever of her rows is given."""
    top = person
    while top.merged_into is not None:
        top = top.merged_into
    keys, users, level = [top.pk], [top.user_id], [top.pk]
    while level:
        rows = Person.objects.filter(merged_into__in=level).values_list("pk", "user_id")
        level = [pk for pk, _user in rows]
        keys += level
        users += [user for _pk, user in rows]
    return Subject(tuple(user for user in users if user), tuple(keys))


def personal_data_sources() -> list[PersonalDataSource]:
    """Every answer to the hook `register_personal_data`."""
    return [ask() for ask in hooks.get_hooks("register_personal_data")]


class IdentityLinks:
    """The registry's answer to the hook `register_identity_links`.

    Two users are one person since their rows were merged; undoing the merge parts them again.
    No row changes its user: readers ask here.
    """

    name = "mentoring.registry"

    def same_as(self, user_ids: Collection[int]) -> Mapping[int, frozenset[int]]:
        """User key -> every user of the same person, herself included. Two queries at most,
        whatever the number; users nobody merged are left out.
        """
        linked = _linked_rows(user_ids)
        families: dict[object, set[int]] = defaultdict(set)
        for top, user in linked:
            if user:
                families[top].add(user)
        return {
            user: frozenset(family)
            for family in families.values()
            if len(family) > 1
            for user in family & set(user_ids)
        }


def _linked_rows(user_ids: Collection[int]) -> list[tuple[object, int | None]]:
    """(key of the row that goes on, user) of every row that belongs together with a given user.

    Merging points a row at the one that goes on; a chain is followed to its end.
    """
    tops: dict[object, object] = {}
    merged = Person.objects.filter(merged_into__isnull=False)
    parents: dict[Any, Any] = dict(merged.values_list("pk", "merged_into"))
    if not parents:
        return []
    involved = set(parents) | set(parents.values())
    users = dict(Person.objects.filter(pk__in=involved).values_list("pk", "user_id"))
    for key in involved:
        top = key
        while top in parents:
            top = parents[top]
        tops[key] = top
    wanted = {tops[key] for key, user in users.items() if user in set(user_ids)}
    return [(tops[key], user) for key, user in users.items() if tops[key] in wanted]
