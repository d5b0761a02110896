"""Places, groups, the frame of all crafters, facilitators and coordinators."""

import uuid
from collections.abc import Iterator
from decimal import Decimal

from django.contrib.auth.models import Group
from django.utils import timezone

from balai.accounts.models import User
from balai.demo.scale.bulk import insert_rows
from balai.demo.scale.tiers import (
    FRAME_PER_GROUP,
    GROUPS_PER_FACILITATOR,
    GROUPS_PER_SENTRA,
    MEMBERS_PER_GROUP,
    SENTRA_PER_DISTRICT,
)
from balai.demo.scale.work import Filling
from mentoring.assignments.models import Assignment, Facilitator, TrainingFact
from mentoring.registry.models import CrafterGroup, Mandate, Membership, Person, Place, Sentra
from mentoring.registry.name_keys import name_key

# Given names of both islands; three of them make a name that some share in a province.
_FIRST = (
    *("Ruminah", "Sutini", "Buhari", "Sahnim", "Marzuki", "Siti", "Aminah", "Suparman"),
    *("Nurhayati", "Ahmad", "Mustofa", "Holifah", "Hasanah", "Misnati", "Sumiati", "Zainal"),
    *("Rohani", "Jumadi", "Kartini", "Nurul", "Saleh", "Tohir", "Wahyuni", "Fatimah"),
)
_SECOND = (
    *("Wati", "Yanti", "Ningsih", "Rahayu", "Hidayat", "Susanto", "Lestari", "Utami"),
    *("Arifin", "Handayani", "Mulyani", "Hartono", "Sari", "Wijaya", "Astuti", "Maryam"),
    *("Iskandar", "Purwanti", "Salim", "Rahman", "Kurniawan", "Puspita", "Anwar", "Safitri"),
    *("Hakim", "Basri"),
)


def person_name(number: int) -> str:
    """An invented name, the same for the same number."""
    number, first = divmod(number, len(_FIRST))
    number, second = divmod(number, len(_SECOND))
    return f"{_FIRST[first]} {_SECOND[second]} {_SECOND[number % len(_SECOND)]} Contoh"


def fill_places(filling: Filling) -> list[str]:
    """One village a craft centre; returns the village codes in order."""
    codes = []
    for number in range(filling.tier.districts):
        province, district = f"{35 + number // 90}", f"{number % 90 + 1:02d}"
        for village in range(SENTRA_PER_DISTRICT):
            codes.append(f"{province}.{district}.01.{2001 + village}")
    wanted = sorted({code[:length] for code in codes for length in (2, 5, 8, 13)})
    kept = set(Place.objects.filter(code__in=wanted).values_list("code", flat=True))
    rows = [
        (code, f"Tempat {code}", code.rpartition(".")[0] or None)
        for code in wanted
        if code not in kept
    ]
    filling.note("places", insert_rows(Place, ["code", "name", "parent_id"], rows))
    return codes


def fill_groups(filling: Filling, villages: list[str]) -> list[uuid.UUID]:
    Sentra.objects.bulk_create(
        Sentra(
            name=f"Sentra {code} Contoh",
            craft="manik-manik",
            place_id=code,
            time_zone="Asia/Jakarta",
            latitude=Decimal(-8) + Decimal(number % 40) / 50,
            longitude=Decimal(110) + Decimal(number // 40) / 50,
        )
        for number, code in enumerate(villages)
    )
    sentra = list(Sentra.objects.order_by("pk").values_list("pk", flat=True))
    filling.note("craft centres", len(sentra))
    groups = [filling.uuid() for _ in range(len(sentra) * GROUPS_PER_SENTRA)]
    rows = (
        (
            key,
            f"Kelompok {number} Contoh",
            name_key(f"Kelompok {number} Contoh"),
            sentra[number // GROUPS_PER_SENTRA],
            "weak" if number % 3 == 0 else "other",
        )
        for number, key in enumerate(groups)
    )
    columns = ["id", "name", "name_key", "sentra_id", "tier"]
    filling.note("groups", insert_rows(CrafterGroup, columns, rows))
    return groups


def fill_people(filling: Filling, groups: list[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """The frame of crafters; the first of each group's people are its members."""
    members: dict[uuid.UUID, list[uuid.UUID]] = {}
    sentra = dict(CrafterGroup.objects.values_list("pk", "sentra__place_id"))

    def people() -> Iterator[tuple[object, ...]]:
        for group in groups:
            keys = [filling.uuid() for _ in range(FRAME_PER_GROUP)]
            members[group] = keys[:MEMBERS_PER_GROUP]
            for number, key in enumerate(keys):
                name = person_name(key.int)
                yield (
                    key,
                    name,
                    name_key(name),
                    "P" if number % 3 else "L",
                    "Krajan",
                    sentra[group],
                )

    columns = ["id", "full_name", "name_key", "sex", "hamlet", "place_id"]
    filling.note("people", insert_rows(Person, columns, people()))
    memberships = (
        (filling.uuid(), person, group, filling.since)
        for group, keys in members.items()
        for person in keys
    )
    columns = ["id", "person_id", "group_id", "starts_on"]
    filling.note("memberships", insert_rows(Membership, columns, memberships))
    return members


def fill_facilitators(filling: Filling, groups: list[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Facilitators with their assignments, and one coordinator a district; group -> user."""
    count = -(-len(groups) // GROUPS_PER_FACILITATOR)
    users = _users(filling, "skala-pendamping", count, "facilitator")
    places = list(Sentra.objects.order_by("pk").values_list("place_id", flat=True))
    Facilitator.objects.bulk_create(
        Facilitator(user=user, home_place_id=places[number * len(places) // count])
        for number, user in enumerate(users)
    )
    keys = dict(Facilitator.objects.filter(user__in=users).values_list("user_id", "pk"))
    TrainingFact.objects.bulk_create(
        TrainingFact(
            facilitator_id=key,
            title="Pelatihan pendamping lokal",
            completed_on=filling.since,
            recorded_at=timezone.now(),
        )
        for key in keys.values()
    )
    coordinators = _users(filling, "skala-koordinator", filling.tier.districts, "coordinator")
    districts = sorted({code[:5] for code in places})
    Mandate.objects.bulk_create(
        Mandate(user=user, role="coordinator", place_id=code, starts_on=filling.since)
        for user, code in zip(coordinators, districts, strict=True)
    )
    leads = {
        group: users[number // GROUPS_PER_FACILITATOR].pk for number, group in enumerate(groups)
    }
    rows = (
        (filling.uuid(), keys[user], group, "active", filling.since, coordinators[0].pk)
        for group, user in leads.items()
    )
    columns = ["id", "facilitator_id", "group_id", "state", "starts_on", "proposed_by_id"]
    filling.note("assignments", insert_rows(Assignment, columns, rows))
    return leads


def _users(filling: Filling, prefix: str, count: int, role: str) -> list[User]:
    User.objects.bulk_create(
        User(
            username=f"{prefix}-{number}",
            full_name=f"{role} {number} Contoh",
            password="!",  # noqa: S106 - no password at all
            is_demo=True,
        )
        for number in range(count)
    )
    users = list(User.objects.filter(username__startswith=f"{prefix}-").order_by("pk"))
    group = Group.objects.get(name=role)
    User.groups.through.objects.bulk_create(
        User.groups.through(user_id=user.pk, group_id=group.pk) for user in users
    )
    filling.note(f"{role}s", count)
    return users
