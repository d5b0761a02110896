"""A census and its kept reach beside every craft centre of a tier."""

import uuid
from datetime import datetime

from balai.demo.scale.bulk import insert_rows
from mentoring.registry.models import CensusEntry, ReachAggregate, Sentra, Stratum

# Members of groups are 30 % of all crafters (mentoring.md 4): 42 others a group of 18.
ENTRIES_PER_CENTRE = 84
HAMLETS = ("Krajan", "Kebon", "Karuk", "Maduran")
_SPACE = uuid.UUID("5b0a7d4e-6a5f-4d53-8a3c-0f1f6a2f9b11")


def take_census(noon: datetime, recorded_by: int) -> None:
    centres = list(Sentra.objects.order_by("pk").values_list("pk", "place_id"))
    strata = Stratum.values
    columns = (
        *("id", "name", "name_key", "sentra_id", "place_id", "hamlet", "stratum"),
        *("reached_through", "seen_on", "recorded_by_id", "recorded_at"),
    )
    insert_rows(
        CensusEntry,
        columns,
        (
            (
                uuid.uuid5(_SPACE, f"{centre} {number}"),
                f"Perajin {number} Contoh",
                f"perajin {number} contoh",
                centre,
                place,
                HAMLETS[number % len(HAMLETS)],
                strata[number % len(strata)],
                "walk_through" if number % 3 else "village_head",
                noon.date(),
                recorded_by,
                noon,
            )
            for centre, place in centres
            for number in range(ENTRIES_PER_CENTRE)
        ),
    )
    counts = ("listed", "guarded", "in_census", "enrolled", "accompanied", "minutes")
    ReachAggregate.objects.bulk_create(
        (
            ReachAggregate(
                sentra_id=centre,
                hamlet=hamlet,
                stratum=stratum,
                **dict(zip(counts, (8, 2, 6, 2, 2, 240), strict=True)),
                counted_on=noon.date(),
                counted_at=noon,
            )
            for centre, _place in centres
            for hamlet in HAMLETS
            for stratum in strata
        ),
        batch_size=1000,
    )
