"""Which languages are spoken in a group, and what a facilitator shares of them."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from mentoring.registry.models import Language, Membership


def spoken_in(group_ids: Collection[UUID], day: date) -> dict[UUID, list[str]]:
    """For each group, the codes its members of `day` speak, the commonest first. One query.

    Indonesian is left out: everybody is expected to manage in it, and it tells nothing.
    """
    counts: dict[UUID, Counter[str]] = defaultdict(Counter)
    rows = Membership.objects.on(day).filter(group__in=list(group_ids)).order_by()
    for group_id, codes in rows.values_list("group_id", "person__languages"):
        counts[group_id].update(code for code in codes if code != Language.INDONESIAN)
    return {key: [code for code, _often in counts[key].most_common()] for key in group_ids}


def in_words(codes: Collection[str]) -> str:
    names = dict(Language.choices)
    return ", ".join(str(names.get(code, code)) for code in codes)
