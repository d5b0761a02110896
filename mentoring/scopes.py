"""Who may see which rows: rooms register small functions, querysets ask them all.

A scope is a function `(user, on) -> Q` for one model: the rows that `user` may see on
the day `on` for one reason ("assigned to the group", "holds a mandate for the place").
A room registers scopes for its own models and for those of rooms above it; a room
that is not installed therefore adds nothing and breaks nothing.

The registry is filled while apps load (`apps.py` imports each room's `scopes`) and
only read afterwards.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Self

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

Scope = Callable[[Any, date], Q]

_scopes: dict[str, list[Scope]] = defaultdict(list)

NOTHING = Q(pk__in=[])


def scope(model_label: str) -> Callable[[Scope], Scope]:
    """Register a scope for `model_label` ("mentoring_registry.CrafterGroup").

    Registering the same function twice counts once, so reloading is harmless.
    """

    def register(function: Scope) -> Scope:
        if function not in _scopes[model_label]:
            _scopes[model_label].append(function)
        return function

    return register


def visible_q(model: type[Model], user: Any, on: date) -> Q:
    """Return the condition on `model` that `user` may see a row on the day `on`.

    Superusers and holders of the model's permission `view_all_<model>` see every row,
    people who are not signed in, or deactivated, none.
    """
    if user is None or not user.is_active or not user.is_authenticated:
        return NOTHING
    meta = model._meta
    if user.has_perm(f"{meta.app_label}.view_all_{meta.model_name}"):
        return Q()
    return any_of(model, *(ask(user, on) for ask in _scopes[meta.label]))


def reasons(label: str, model: type[Model], user: Any, on: date) -> Q:
    """The condition on `model` that one of the scopes registered under `label` holds.

    label: a name of its own ("mentoring_registry.Person:keep") for something that is done
    with rows, beyond seeing them. A room says there who else may do it.
    """
    return any_of(model, *(ask(user, on) for ask in _scopes[label]))


def any_of(model: type[Model], *conditions: Q) -> Q:
    """The condition on `model` that one of `conditions` holds, each asked by itself.

    Conditions that reach through many rows become subqueries. Joined to one another they
    would multiply rows, and the database would read all groups with all their members
    to find the few that one index names. Others are asked directly: their subquery would
    read the whole table to find one session of a hundred thousand.
    """
    return reduce(or_, (_by_itself(model, condition) for condition in conditions), NOTHING)


def _by_itself(model: type[Model], condition: Q) -> Q:
    rows = model._base_manager.filter(condition)
    return Q(pk__in=rows.values("pk")) if _repeats_rows(rows) else condition


class VisibleQuerySet(QuerySet):
    """A queryset that every list, detail view and export starts with `visible_to`."""

    def visible_to(self, user: Any, on: date | None = None) -> Self:
        """Rows `user` may see on the day `on` (today in the site's zone if not given)."""
        condition = visible_q(self.model, user, on or timezone.localdate())
        return self if condition == Q() else self.filter(condition)


def _repeats_rows(rows: QuerySet) -> bool:
    """Whether a join of `rows` may find several rows for one."""
    joins = (getattr(join, "join_field", None) for join in rows.query.alias_map.values())
    return any(join is not None and (join.one_to_many or join.many_to_many) for join in joins)
