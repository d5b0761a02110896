"""Who needs which training most: the list that proposes, and its reasons in plain words.

Weakest groups first, then the weakest people, then whoever was trained least and has shown
least of the programme. The list only proposes: a person decides (`services/selections.py`).

Hook `register_skill_gaps`: a function without arguments that returns a `SkillGapSource`.
Several may answer: lessons, checks and practice today, the diagnosis of a group as well.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks

from mentoring.errors import MentoringError
from mentoring.registry.consents import objecting_people
from mentoring.registry.frame import strata_of
from mentoring.registry.models import (
    ConsentPurpose,
    CrafterGroup,
    Membership,
    Person,
    Stratum,
    Tier,
)
from mentoring.sessions.errors.selections import LeftThisTraining
from mentoring.sessions.models import RunParticipant, TrainingRun
from mentoring.sessions.programmes import Programme, frozen
from mentoring.sessions.taking_part import Entrant, accompanied_groups, refusals_to_take_part


class SkillGap(Protocol):
    """`missing` of `of` are not shown yet. sentence: that, in the reader's language; empty
    where nothing is missing."""

    kind: str
    missing: int
    of: int
    sentence: str


class SkillGapSource(Protocol):
    def gaps(
        self, *, programme: Mapping[str, Any], people: Collection["Trainee"]
    ) -> Mapping[UUID, Sequence[SkillGap]]:
        """Person key -> one gap per kind that was asked; who is not known here may be absent.

        A kind that is complete is told with missing=0: left out, what is missing of the other
        kinds would weigh as if nothing else had been asked.
        The same number of queries for any number of people.
        """


@dataclass(frozen=True)
class Trainee:
    """user_id: None for who has no account yet."""

    person_id: UUID
    user_id: int | None
    group_id: UUID


@dataclass(frozen=True)
class NothingKnown:
    """The gap of somebody without an account, of whom no source could say anything."""

    kind: str = "nothing_known"
    missing: int = 1
    of: int = 1

    @property
    def sentence(self) -> str:
        return _("Nothing is known yet of what she can do.")


@dataclass(frozen=True)
class Need:
    """One person on the list. share: of the programme that she has not shown, 0 to 1.

    rank: 1 for who needs it most. reasons: why she stands there, as sentences. refusal: why
    she cannot take part now; None for those the list proposes.
    """

    person: Person
    group: CrafterGroup
    rank: int
    share: Fraction
    reasons: tuple[str, ...]
    refusal: MentoringError | None = None


@dataclass(frozen=True)
class ProgrammeNeed:
    """How much a programme is needed in some groups. lacking: people who have not shown all of it.

    groups: those of them, the weakest first.
    """

    programme: Programme
    people: int
    lacking: int
    share: Fraction
    groups: tuple[CrafterGroup, ...]


def needs_of_run(run: TrainingRun, groups: Collection[CrafterGroup]) -> list[Need]:
    """Members of `groups` on the first day of `run` who have no place in it, by need.

    Who cannot take part stands at her place with the reason, and so does who left: one click
    on a whole list never brings anybody back. The same number of queries for any number.
    """
    places = {place.person_id: place for place in run.participants.all()}
    there = [key for key, place in places.items() if not place.has_left]
    members = list(_members(groups, run.starts_on).exclude(person__in=there))
    entrants = [Entrant(each.person, each.group) for each in members]
    refusals = refusals_to_take_part(run, entrants)
    known = _Known([each.person for each in members], run.starts_on)
    gaps = gaps_of(run.programme, members)
    lines = []
    for member, refusal in zip(members, refusals, strict=True):
        left = places.get(member.person_id)
        barred = LeftThisTraining(number=left.participant_number) if left else refusal
        own = None if member.person_id in known.objecting else gaps[member.person_id]
        lines.append((member, _share(own), _reasons(member, own, known), barred))
    lines.sort(key=lambda line: _order(line[0], line[1], known))
    seen: set[UUID] = set()
    found: list[Need] = []
    for member, share, reasons, refusal in lines:
        # A member of two groups stands once, where her need is highest.
        if member.person_id not in seen:
            seen.add(member.person_id)
            found.append(Need(member.person, member.group, len(found) + 1, share, reasons, refusal))
    return found


def programmes_needed(
    groups: Collection[CrafterGroup], programmes: Sequence[Programme], on: date
) -> list[ProgrammeNeed]:
    """Each programme with how many members of `groups` lack some of it, the most needed first."""
    members = list(_members(groups, on))
    silent = _objecting([each.person_id for each in members], on)
    asked = [each for each in members if each.person_id not in silent]
    found = [_programme_need(programme, asked) for programme in programmes]
    return sorted(found, key=lambda need: (-need.share, -need.lacking, need.programme.code))


def _programme_need(programme: Programme, members: Sequence[Membership]) -> ProgrammeNeed:
    gaps = gaps_of(frozen(programme), members)
    shares = {each.person_id: _share(gaps[each.person_id]) for each in members}
    lacking = {key for key, share in shares.items() if share}
    groups = {each.group_id: each.group for each in members if each.person_id in lacking}
    weakest_first = sorted(groups.values(), key=lambda g: (g.tier != Tier.WEAK, g.name))
    mean = sum(shares.values(), Fraction(0)) / len(shares) if shares else Fraction(0)
    return ProgrammeNeed(programme, len(shares), len(lacking), mean, tuple(weakest_first))


def gaps_of(
    programme: Mapping[str, Any], members: Collection[Membership]
) -> dict[UUID, list[SkillGap]]:
    """Person key -> her gaps from every source; every member is present.

    Who has no account has shown nothing anywhere: that itself is the gap, where sources ask.
    """
    people = [Trainee(each.person_id, each.person.user_id, each.group_id) for each in members]
    found: dict[UUID, list[SkillGap]] = defaultdict(list)
    sources = hooks.get_hooks("register_skill_gaps")
    for answer in sources:
        for key, gaps in answer().gaps(programme=programme, people=people).items():
            found[key].extend(gaps)
    for each in people:
        if each.user_id is None and sources and not found[each.person_id]:
            found[each.person_id].append(NothingKnown())
    return {each.person_id: found[each.person_id] for each in people}


def accompanied_or_not(groups: Collection[CrafterGroup], on: date) -> list[tuple[Any, bool]]:
    """Groups with whether somebody accompanies them on `on`, the weakest first."""
    accompanied = accompanied_groups([group.pk for group in groups], on)
    ordered = sorted(groups, key=lambda group: (group.tier != Tier.WEAK, group.name))
    return [(group, group.pk in accompanied) for group in ordered]


class _Known:
    """What the order asks of the registers, read once."""

    def __init__(self, people: Sequence[Person], on: date) -> None:
        keys = [person.pk for person in people]
        self.objecting = _objecting(keys, on)
        # Who said no to being looked at closely is ranked by her group alone.
        self.strata = strata_of([key for key in keys if key not in self.objecting], on)
        rows = RunParticipant.objects.seated().filter(
            person__in=keys, run__in=TrainingRun.objects.agreed(), run__starts_on__lt=on
        )
        self.trained = Counter(rows.values_list("person", flat=True))


def _members(groups: Collection[CrafterGroup], on: date) -> Any:
    members = Membership.objects.on(on).filter(group__in=[group.pk for group in groups])
    return members.select_related("person", "group").order_by("group__name", "pk")


def _objecting(people: Collection[UUID], on: date) -> set[UUID]:
    said_no = Person.objects.filter(objecting_people(ConsentPurpose.MENTORING, on), pk__in=people)
    return set(said_no.values_list("pk", flat=True))


def _share(gaps: Sequence[SkillGap] | None) -> Fraction:
    """The mean of what is missing over all kinds asked; 0 for who lacks nothing or is not
    looked at."""
    if gaps is None:
        return Fraction(0)
    told = [Fraction(gap.missing, gap.of) for gap in gaps if gap.of]
    return sum(told, Fraction(0)) / len(told) if told else Fraction(0)


_ORDER_OF_STRATA = {Stratum.LAGGING: 0, Stratum.GROWING: 1, "": 2, Stratum.ESTABLISHED: 3}


def _order(member: Membership, share: Fraction, known: _Known) -> tuple[Any, ...]:
    return (
        member.group.tier != Tier.WEAK,
        _ORDER_OF_STRATA.get(known.strata.get(member.person_id, ""), 4),
        known.trained[member.person_id],
        -share,
        member.person.full_name,
        str(member.pk),
    )


def _reasons(member: Membership, gaps: Sequence[SkillGap] | None, known: _Known) -> tuple[str, ...]:
    said = []
    if member.group.tier == Tier.WEAK:
        said.append(_("%(group)s is among the groups left behind.") % {"group": member.group.name})
    if gaps is None:
        said.append(_("She did not agree to be assessed, so only her group counts."))
        return tuple(said)
    stratum = known.strata.get(member.person_id)
    if stratum == Stratum.LAGGING:
        said.append(_("She is among the crafters left behind."))
    elif stratum == Stratum.GROWING:
        said.append(_("Her work is growing and not yet steady."))
    said.append(_trained(known.trained[member.person_id]))
    return (*said, *(gap.sentence for gap in gaps if gap.missing))


def _trained(times: int) -> str:
    if not times:
        return _("She was in no training yet.")
    words = ngettext(
        "She was trained %(count)d time before.", "She was trained %(count)d times before.", times
    )
    return words % {"count": times}
