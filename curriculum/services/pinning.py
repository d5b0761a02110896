"""Let an audience keep what it reads until somebody accepts a big change."""

from typing import Any

from django.db import transaction

from curriculum import shelf
from curriculum.audiences import audiences_of, audiences_taught_with
from curriculum.errors import NoChangeWaiting
from curriculum.models import ModuleRelease, ProgressSummary, ReleasePin
from curriculum.pinned import waiting_changes


def hold_back(*, release: ModuleRelease, previous: ModuleRelease) -> int:
    """Pin `previous` for every audience that has read or was taught it; return how many.

    release: a big change, just made. An audience with a pin of this module needs no other:
    its pin never reaches past a big change.
    """
    readers = ProgressSummary.objects.filter(module_id=release.page_id)
    user_ids = list(readers.order_by().values_list("user_id", flat=True))
    keys = audiences_taught_with(release.page_id).union(*audiences_of(user_ids).values())
    pinned = ReleasePin.objects.filter(module_id=release.page_id, audience_key__in=keys)
    keys -= set(pinned.values_list("audience_key", flat=True))
    ReleasePin.objects.bulk_create(
        [
            ReleasePin(audience_key=key, module_id=release.page_id, release=previous)
            for key in sorted(keys)
        ],
        ignore_conflicts=True,
    )
    return len(keys)


@transaction.atomic
def accept_release(*, audience_key: str, module_id: int, accepted_by: Any) -> ReleasePin:
    """Let the audience read the newest release of the module from now on.

    Raises NoChangeWaiting if nothing waits, or not for `accepted_by`.
    """
    wanted = (audience_key, module_id)
    change = next(
        (
            each
            for each in waiting_changes(accepted_by)
            if (each.audience_key, each.newest.page_id) == wanted
        ),
        None,
    )
    if change is None:
        raise NoChangeWaiting()
    pin = ReleasePin.objects.create(
        audience_key=audience_key,
        module_id=module_id,
        release=change.newest,
        accepted_by=accepted_by,
    )
    transaction.on_commit(shelf.start_new_generation)
    return pin
