"""Lists of groups: their columns, what is checked, what is written."""

from collections.abc import Sequence

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from mentoring.registry.importing.lines import (
    HAMLET,
    SENTRA,
    CheckedLine,
    Column,
    Known,
    ListKind,
    Values,
    choice,
    past_day,
    seen_before,
    text,
)
from mentoring.registry.models import (
    CrafterGroup,
    Tenancy,
    Tier,
)


def _check_groups(lines: Sequence[CheckedLine], known: Known) -> None:
    sentra = {line.values["sentra"] for line in lines}
    taken = {
        (sentra_id, name.lower())
        for sentra_id, name in CrafterGroup.objects.filter(sentra__in=sentra).values_list(
            "sentra", "name"
        )
    }
    for line in lines:
        key = (line.values["sentra"].pk, line.values["name"].lower())
        if not seen_before(line, key, "name", known) and key in taken:
            line.object_to("name", "name_taken")


def _write_groups(rows: Sequence[Values], known: Known, source: str) -> list[list[Model]]:
    return [[group] for group in CrafterGroup.objects.bulk_create(CrafterGroup(**r) for r in rows)]


GROUPS = ListKind(
    columns=(
        Column("name", _("Name of the group"), text(120), True, ("nama kelompok", "kelompok")),
        SENTRA(is_required=True),
        HAMLET(),
        Column("founded_on", _("Founded on"), past_day, also_called=("berdiri", "tgl berdiri")),
        Column("tier", _("Tier"), choice(Tier), choices=Tier),
        Column("tenancy", _("Incubated"), choice(Tenancy), choices=Tenancy),
    ),
    check=_check_groups,
    write=_write_groups,
)
