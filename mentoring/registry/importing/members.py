"""Lists of members: their columns, what is checked, what is written.

Each line is somebody new; who may join is the same as for one member (`joining.py`).
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.errors import MentoringError
from mentoring.registry.errors import BeforeItWasFounded, GroupIsDissolved
from mentoring.registry.importing.lines import (
    HAMLET,
    SENTRA,
    SEX,
    CheckedLine,
    Column,
    Known,
    ListKind,
    Values,
    birth,
    choice,
    groups_named,
    past_day,
    phone,
    seen_before,
    text,
)
from mentoring.registry.joining import Joining, refusals_to_join
from mentoring.registry.models import (
    CrafterGroup,
    Membership,
    MembershipRole,
    Person,
)
from mentoring.registry.name_keys import name_key


def _check_members(lines: Sequence[CheckedLine], known: Known) -> None:
    for line in lines:
        groups = line.values["group"]
        if wanted := line.values.get("sentra"):
            groups = [group for group in groups if group.sentra_id == wanted.pk]
        if len(groups) == 1:
            line.values["group"] = groups[0]
        else:
            line.object_to("group", "several_groups" if groups else "unknown_group")
    told = [line for line in lines if not line.problems]
    members = set(
        Membership.objects.on(known.today)
        .filter(
            group__in={line.values["group"] for line in told},
            # A part may name every group of a district: only namesakes are fetched.
            person__name_key__in={name_key(line.values["full_name"]) for line in told},
        )
        .values_list("group", "person__name_key", "person__birth_year", "person__born_on__year")
    )
    joinings = [_joining(line.values, line.values["group"]) for line in told]
    for line, refusal in zip(told, refusals_to_join(joinings), strict=True):
        _check_member(line, members, known)
        if refusal is not None:
            _object_to_joining(line, refusal)


def _check_member(line: CheckedLine, members: Collection[tuple], known: Known) -> None:
    """The same name and year, or no year, in the same group is the same line for a second time."""
    name, group = name_key(line.values["full_name"]), line.values["group"]
    born_on, year, _guess = line.values.get("birth", (None, None, False))
    year = born_on.year if born_on else year
    if seen_before(line, (group.pk, name, year), "full_name", known):
        return
    if {(group.pk, name, year, None), (group.pk, name, None, year)} & set(members):
        line.object_to("full_name", "already_member")


def _joining(values: Values, group: CrafterGroup) -> Joining:
    return Joining(
        group,
        values["starts_on"],
        full_name=values["full_name"],
        hamlet=values.get("hamlet", ""),
    )


def _object_to_joining(line: CheckedLine, refusal: MentoringError) -> None:
    """What `add_member` would refuse, at the cell that can be corrected."""
    if isinstance(refusal, BeforeItWasFounded):
        founded = refusal.facts["founded"]
        said = f"{founded.day}-{founded.month}-{founded.year}"
        line.object_to("starts_on", refusal.code, founded=said)
    elif isinstance(refusal, GroupIsDissolved):
        line.object_to("group", refusal.code)
    else:
        line.object_to("full_name", refusal.code)


def _locked_groups(rows: Sequence[Values]) -> dict[Any, CrafterGroup]:
    """The groups as they are now; nobody else changes them before this part is written."""
    wanted = sorted({row["group"].pk for row in rows})
    locked = CrafterGroup.objects.select_for_update(of=("self",)).select_related("sentra")
    return {group.pk: group for group in locked.filter(pk__in=wanted).order_by("pk")}


def _write_members(rows: Sequence[Values], known: Known, source: str) -> list[list[Model]]:
    """Raises what `add_member` would refuse, if a group changed since the check."""
    groups = _locked_groups(rows)
    for refusal in refusals_to_join([_joining(row, groups[row["group"].pk]) for row in rows]):
        if refusal is not None:
            raise refusal
    people, memberships = [], []
    for row in rows:
        group = row["group"]
        born_on, year, is_guess = row.get("birth", (None, None, False))
        about = {
            name: row[name]
            for name in ("full_name", "nickname", "sex", "phone", "rt_rw")
            if name in row
        }
        person = Person(
            **about,
            hamlet=row.get("hamlet") or group.hamlet or group.sentra.place.name,
            place_id=group.sentra.place_id,
            born_on=born_on,
            birth_year=year,
            is_birth_estimated=is_guess,
        )
        people.append(person)
        memberships.append(
            Membership(
                person=person,
                group=group,
                starts_on=row["starts_on"],
                role=row.get("role", MembershipRole.MEMBER),
                source=source,
            )
        )
    Person.objects.bulk_create(people)
    Membership.objects.bulk_create(memberships)
    return [list(pair) for pair in zip(people, memberships, strict=True)]


MEMBERS = ListKind(
    columns=(
        Column("group", pgettext_lazy("crafters", "Group"), groups_named, True, ("kelompok",)),
        SENTRA(),
        Column("full_name", _("Full name"), text(100), True, ("nama", "nama anggota")),
        Column("nickname", _("Called"), text(40), also_called=("panggilan",)),
        SEX,
        Column(
            "birth",
            _("Birth date or year"),
            birth,
            also_called=("tgl lahir", "tahun lahir", "tanggal lahir"),
        ),
        Column("phone", _("Phone"), phone, also_called=("hp", "no hp", "telepon", "wa")),
        HAMLET(),
        Column("rt_rw", "RT/RW", text(16)),
        Column(
            "role",
            _("Role in the group"),
            choice(MembershipRole),
            also_called=("jabatan",),
            choices=MembershipRole,
        ),
        Column("starts_on", _("Member from"), past_day, True, ("mulai", "masuk", "tgl masuk")),
    ),
    check=_check_members,
    write=_write_members,
)
