"""Fill an empty site with the rows of a tier: same seed, same rows."""

import random
import uuid
from collections.abc import Iterator
from datetime import date

from django.db import connection, transaction

from balai.demo.scale.people import fill_facilitators, fill_groups, fill_people, fill_places
from balai.demo.scale.rounds import fill_rounds
from balai.demo.scale.sessions import fill_sessions
from balai.demo.scale.tiers import Tier
from balai.demo.scale.work import Filling, Said
from mentoring.registry.models import CrafterGroup


def fill(*, tier: Tier, seed: int, today: date, say: Said) -> dict[str, int]:
    """Write the rows of `tier`; return kind of row -> how many. say: gets one line a kind.

    Raises ValueError unless there are no groups yet: this is for empty sites only.
    """
    if CrafterGroup.objects.exists():
        raise ValueError("This site has groups already. Fill an empty one.")
    filling = Filling(tier, random.Random(seed), today, say)  # noqa: S311 - not a secret
    with transaction.atomic():
        villages = fill_places(filling)
        groups = fill_groups(filling, villages)
        members = fill_people(filling, groups)
        leads = fill_facilitators(filling, groups)
    for part in _parts(groups):
        if filling.is_over_time:
            say(f"Cut after {tier.minutes_allowed} minutes: later groups have no sessions.")
            break
        with transaction.atomic():
            fill_sessions(filling, part, members, leads)
    fill_rounds(filling, groups, leads)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return filling.counts


def _parts(groups: list[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    for start in range(0, len(groups), 200):
        yield groups[start : start + 200]
