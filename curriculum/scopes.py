"""Who sees whose progress: everybody their own; holders of `view_all_…` everybody's.

What hands have shown is also seen by whoever teaches that training, and by whoever
accompanies the person now.
"""

from typing import Any

from django.db.models import Model, Q

from curriculum.accompanying import people_accompanied_by
from curriculum.assessed_occasions import occasions_taught_by

NOTHING = Q(pk__in=[])


def progress_of(model: type[Model], user: Any) -> Q:
    """The condition on `model` (which has a `user`) that `user` may see a row."""
    if user is None or not user.is_active or not user.is_authenticated:
        return NOTHING
    meta = model._meta
    if user.has_perm(f"{meta.app_label}.view_all_{meta.model_name}"):
        return Q()
    return Q(user=user)


def assessments_of(model: type[Model], user: Any) -> Q:
    """The condition on practical assessments that `user` may see one; asks two hooks."""
    own = progress_of(model, user)
    if own in (NOTHING, Q()):
        return own
    accompanied = [person.user_id for person in people_accompanied_by(user) if person.user_id]
    taught = [occasion.key for occasion in occasions_taught_by(user)]
    return own | Q(assessor=user) | Q(user__in=accompanied) | Q(occasion_key__in=taught)
