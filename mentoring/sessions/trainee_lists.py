"""Lists of people who are to take part in a training: a file, or a grid typed by hand.

One kind of list for the registry's imports (`mentoring.registry.importing`): its columns, what
is wrong with a line, what is written. A line names somebody who is a member on the first day;
who may take part is the rule of every door (`taking_part.py`).
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.registry.importing import cells
from mentoring.registry.importing.lines import (
    HAMLET,
    CheckedLine,
    Column,
    Known,
    ListKind,
    Values,
    birth,
    groups_named,
    seen_before,
    text,
)
from mentoring.registry.models import CrafterGroup, Membership
from mentoring.registry.name_keys import name_key
from mentoring.registry.permissions import rows_in_charge
from mentoring.sessions.models import (
    Attendance,
    PlaceSource,
    RunParticipant,
    RunState,
    TrainingRun,
)
from mentoring.sessions.permissions import can_change_run
from mentoring.sessions.services.participants import (
    FreeSeats,
    add_participants,
    free_seats,
    move_up_reserves,
)
from mentoring.sessions.taking_part import Entrant, refusals_to_take_part

# The word an import keeps for this kind (at most 8 letters).
TRAINEES = "trainees"
# So many names are looked through for the one that was meant.
_NAMES_COMPARED = 3000


class KnownRun(Known):
    """The training a list belongs to, and who is there already. about: the key of the run."""

    @cached_property
    def run(self) -> TrainingRun:
        return TrainingRun.objects.get(pk=UUID(self.about))

    @cached_property
    def may_change(self) -> bool:
        return can_change_run(self.user, self.run)

    @cached_property
    def places(self) -> dict[UUID, RunParticipant]:
        return {place.person_id: place for place in RunParticipant.objects.filter(run=self.run)}

    @cached_property
    def free(self) -> FreeSeats:
        return free_seats(self.run)

    @cached_property
    def seated(self) -> list[int]:
        """Numbers of the lines that get a seat, reserve seats included, as they are read."""
        return []


def _check(lines: Sequence[CheckedLine], known: KnownRun) -> None:
    if not known.may_change:
        for line in lines:
            line.object_to("full_name", "training_is_shut")
        return
    for line, found in zip(lines, _members_named(lines, known), strict=True):
        _choose(line, found, known)
    _suggest([line for line in lines if line.problems], known)
    told = [line for line in lines if not line.problems]
    entrants = [Entrant(line.values["member"].person, line.values["member"].group) for line in told]
    for line, refusal in zip(told, refusals_to_take_part(known.run, entrants), strict=True):
        if refusal is not None:
            facts = {name: str(fact) for name, fact in refusal.facts.items()}
            column = "group" if "groups" in facts else "full_name"
            line.object_to(column, refusal.code, **facts)
        elif len(known.seated) >= known.free.total:
            line.object_to(
                "full_name", "no_seat_left", seats=known.free.seats, reserves=known.free.reserves
            )
        else:
            known.seated.append(line.number)


def _members_named(lines: Sequence[CheckedLine], known: KnownRun) -> list[list[Membership]]:
    """For each line: the members on the first day who may be meant. One query."""
    mine = rows_in_charge(CrafterGroup, known.user)
    keys = {name_key(line.values["full_name"]) for line in lines}
    by_name: dict[str, list[Membership]] = defaultdict(list)
    members = Membership.objects.on(known.run.starts_on).filter(
        person__name_key__in=keys, group__in=mine.values("pk")
    )
    for each in members.select_related("person", "group").order_by("group__name", "pk"):
        by_name[each.person.name_key].append(each)
    return [
        [each for each in by_name[name_key(line.values["full_name"])] if _fits(each, line.values)]
        for line in lines
    ]


def _fits(member: Membership, said: Values) -> bool:
    """Whether nothing a line says of somebody speaks against `member`."""
    groups = said.get("group")
    if groups and member.group_id not in {group.pk for group in groups}:
        return False
    if (hamlet := said.get("hamlet")) and name_key(hamlet) != name_key(member.person.hamlet):
        return False
    day, year, is_guess = said.get("birth", (None, None, True))
    year = day.year if day else year
    known_year = member.person.year_of_birth()
    is_other = None not in (year, known_year) and year != known_year and not is_guess
    return not is_other


def _choose(line: CheckedLine, found: list[Membership], known: KnownRun) -> None:
    people = {each.person_id for each in found}
    if not found:
        line.object_to("full_name", "unknown_trainee")
    elif len(people) > 1:
        line.object_to("full_name", "several_trainees", count=len(people))
    elif len(found) > 1:
        said = ", ".join(each.group.name for each in found)
        line.object_to("group", "member_of_several", groups=said)
    elif place := known.places.get(found[0].person_id):
        code = "left_this_training" if place.has_left else "takes_part_already"
        line.object_to("full_name", code, number=place.participant_number)
    elif not seen_before(line, found[0].person_id, "full_name", known):
        line.values["member"] = found[0]


def _suggest(lines: Sequence[CheckedLine], known: KnownRun) -> None:
    """Say who may be meant where nobody is called so. One query, and none without such a line."""
    unknown = [line for line in lines if line.problems[-1]["code"] == "unknown_trainee"]
    if not unknown:
        return
    members = Membership.objects.on(known.run.starts_on).filter(
        group__in=rows_in_charge(CrafterGroup, known.user).values("pk")
    )
    rows = members.order_by("pk").values_list("group", "person__full_name")[:_NAMES_COMPARED]
    names: dict[Any, list[str]] = defaultdict(list)
    for group_id, name in rows:
        names[group_id].append(name)
    for line in unknown:
        groups = line.values.get("group")
        keys = [group.pk for group in groups] if groups else list(names)
        offered = [name for key in keys for name in names[key]]
        meant = cells.nearest(line.said["full_name"], offered)
        # The same name once more would be no help: then hamlet or year speak against her.
        is_new = name_key(meant) != name_key(line.said["full_name"])
        line.problems[-1]["suggestion"] = meant if is_new else ""


def _write(rows: Sequence[Values], known: KnownRun, source: str) -> list[list[Model]]:
    """Raises what `add_participants` raises, if something changed since the check."""
    entrants = [Entrant(row["member"].person, row["member"].group) for row in rows]
    places = add_participants(
        run=known.run, entrants=entrants, added_by=known.user, source=PlaceSource.LIST
    )
    return [[place] for place in places]


def _built_on(model: type[Model], keys: set[str]) -> set[str]:
    """Places of people who were marked at a session, who left, who have marks or a closed run."""
    marked = Attendance.objects.filter(session__run=OuterRef("run"), person=OuterRef("person"))
    is_used = (
        Exists(marked)
        | Q(left_on__isnull=False)
        | Q(pre_test__isnull=False)
        | Q(post_test__isnull=False)
        | Q(run__state=RunState.CLOSED)
    )
    used = RunParticipant.objects.filter(is_used, pk__in=keys)
    return {str(pk) for pk in used.values_list("pk", flat=True)}


def _taken_back(known: KnownRun) -> None:
    move_up_reserves(run=known.run, moved_by=known.user)


LIST = ListKind(
    columns=(
        Column(
            "full_name",
            _("Full name"),
            text(100),
            True,
            ("nama", "nama peserta", "nama anggota"),
        ),
        Column("group", pgettext_lazy("crafters", "Group"), groups_named, False, ("kelompok",)),
        HAMLET(),
        Column("birth", _("Birth date or year"), birth, False, ("tgl lahir", "tahun lahir")),
    ),
    check=_check,
    write=_write,
    known=KnownRun,
    sentences={
        "training_is_shut": _("Nobody can be added to this training any more."),
        "unknown_trainee": _(
            "%(column)s: nobody of this name is a member of such a group of yours on the first "
            "day. Check the name, or write her down as a member first."
        ),
        "several_trainees": _(
            "%(column)s: %(count)s people are called so. Fill in the group, the hamlet or the "
            "birth year, too."
        ),
        "member_of_several": _(
            "%(column)s: she is a member of %(groups)s. Write from which one she comes."
        ),
        "takes_part_already": _("She takes part already, with number %(number)s."),
        "left_this_training": _(
            "She left this training (number %(number)s). Let her come back on the page of the "
            "training."
        ),
        "no_seat_left": _(
            "No seat is left for this line: %(seats)s seats and %(reserves)s reserve seats were "
            "free. Leave somebody out, or give the training more seats."
        ),
        "groups_without_facilitator": _(
            "Nobody accompanies %(groups)s on %(day)s. Training and mentoring go together: "
            "assign a facilitator first."
        ),
        "not_members_that_day": _("%(column)s: not a member of the group on %(day)s."),
        "juragan_is_no_beneficiary": _(
            "%(names)s is known as a juragan, who takes no crafter's place."
        ),
        "outside_the_ages": _("%(names)s: this training is for people of %(ages)s years."),
        "person_is_gone": _("%(person)s: this record was merged with another, or erased."),
    },
    built_on=_built_on,
    taken_back=_taken_back,
    page=lambda about: reverse("mentoring_sessions:run", args=[about]),
)
