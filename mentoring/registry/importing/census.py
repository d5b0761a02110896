"""Lists of the census: their columns, what is checked, what is written."""

from collections.abc import Sequence

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.registry.importing.lines import (
    HAMLET,
    SENTRA,
    SEX,
    CheckedLine,
    Column,
    Known,
    ListKind,
    Values,
    choice,
    known_place,
    past_day,
    seen_before,
    text,
    wave,
)
from mentoring.registry.models import (
    CensusEntry,
    ConsentLevel,
    ReachedThrough,
    Stratum,
)
from mentoring.registry.name_keys import name_key


def _check_census(lines: Sequence[CheckedLine], known: Known) -> None:
    listed = set(
        CensusEntry.objects.filter(
            sentra__in={line.values["sentra"] for line in lines},
            name_key__in={name_key(line.values["name"]) for line in lines},
        ).values_list("sentra", "hamlet", "name_key")
    )
    for line in lines:
        key = (line.values["sentra"].pk, line.values["hamlet"], name_key(line.values["name"]))
        if not seen_before(line, key, "name", known) and key in listed:
            line.object_to("name", "already_listed")


def _write_census(rows: Sequence[Values], known: Known, source: str) -> list[list[Model]]:
    now = timezone.now()
    entries = [
        CensusEntry(
            **{name: value for name, value in row.items() if name != "place"},
            place_id=row.get("place") or row["sentra"].place_id,
            recorded_by=known.user,
            recorded_at=now,
        )
        for row in rows
    ]
    return [[entry] for entry in CensusEntry.objects.bulk_create(entries)]


CENSUS = ListKind(
    columns=(
        Column("name", _("Name or alias"), text(100), True, ("nama",)),
        SENTRA(is_required=True),
        HAMLET(is_required=True),
        Column("place", _("Code of the village"), known_place, also_called=("kode desa", "kode")),
        SEX,
        Column("craft", _("Craft"), text(80), also_called=("kerajinan",)),
        Column("stratum", _("Stratum"), choice(Stratum), choices=Stratum),
        Column("consent_level", _("Agreed"), choice(ConsentLevel), choices=ConsentLevel),
        Column(
            "reached_through",
            _("Reached through"),
            choice(ReachedThrough),
            True,
            ("dijangkau lewat", "ditemui lewat"),
            choices=ReachedThrough,
        ),
        Column("referred_by", _("Named by"), text(100)),
        Column("wave", _("Wave"), wave, also_called=("gelombang",)),
        Column("seen_on", _("Met on"), past_day, True, ("tanggal", "tgl")),
    ),
    check=_check_census,
    write=_write_census,
)
