"""Who sees whose progress: everybody their own; holders of `view_all_…` everybody's."""

from typing import Any

from django.db.models import Model, Q

NOTHING = Q(pk__in=[])


def progress_of(model: type[Model], user: Any) -> Q:
    """The condition on `model` (which has a `user`) that `user` may see a row."""
    if user is None or not user.is_active or not user.is_authenticated:
        return NOTHING
    meta = model._meta
    if user.has_perm(f"{meta.app_label}.view_all_{meta.model_name}"):
        return Q()
    return Q(user=user)
