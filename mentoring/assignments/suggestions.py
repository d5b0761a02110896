"""Who might accompany a group: each candidate with everything that speaks for and against her.

The list orders and explains; the person decides.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.assignments import conf
from mentoring.assignments.languages import in_words, spoken_in
from mentoring.assignments.locality import Distance, distance
from mentoring.assignments.models import Facilitator, Leave
from mentoring.assignments.ties import Tied, tied_users
from mentoring.assignments.workload import Load, home_of, loads_on, points, spot_of
from mentoring.intervals import on_day
from mentoring.registry.models import CrafterGroup, Tier

# More candidates than this are narrowed to the group's own regency.
MOST_CANDIDATES = 200
REGENCY_CODE = 5


@dataclass(frozen=True)
class Line:
    """One thing about a candidate. tone: "good", "info", "warn" or "bad"."""

    tone: str
    sentence: str


@dataclass(frozen=True)
class Suggestion:
    facilitator: Facilitator
    load: Load
    distance: Distance
    lines: tuple[Line, ...]
    is_forbidden: bool
    order: tuple[int, ...]


@dataclass(frozen=True)
class _Known:
    """What was asked about all candidates at once."""

    spoken: tuple[str, ...]
    loads: dict[int, Load]
    ties: dict[int, Tied]
    prepared: frozenset[int]
    away: frozenset[int]


def suggestions_for(
    group: CrafterGroup, candidates: QuerySet[Facilitator], day: date
) -> list[Suggestion]:
    """`candidates` for leading `group` from `day` on, the fittest first. Seven queries.

    Forbidden ones stand last, so that nobody wonders where a neighbour went.
    """
    listed = list(_narrowed(group, candidates.at_work().with_names()))
    known = _known(group, listed, day)
    found = [_suggestion(group, each, known) for each in listed]
    return sorted(found, key=lambda suggestion: (suggestion.order, str(suggestion.facilitator)))


def _narrowed(group: CrafterGroup, candidates: QuerySet[Facilitator]) -> Collection[Facilitator]:
    few = list(candidates.order_by("pk")[: MOST_CANDIDATES + 1])
    if len(few) <= MOST_CANDIDATES:
        return few
    regency = group.sentra.place_id[:REGENCY_CODE]
    return candidates.filter(home_place__code__startswith=regency)[:MOST_CANDIDATES]


def _known(group: CrafterGroup, candidates: list[Facilitator], day: date) -> _Known:
    keys = [each.pk for each in candidates]
    prepared = Facilitator.objects.prepared_on(day).filter(pk__in=keys)
    away = Leave.objects.filter(on_day(day), facilitator__in=keys)
    return _Known(
        spoken=tuple(spoken_in([group.pk], day)[group.pk]),
        loads=loads_on(candidates, day),
        ties=tied_users([each.user_id for each in candidates], group, day),
        prepared=frozenset(prepared.order_by().values_list("pk", flat=True)),
        away=frozenset(away.order_by().values_list("facilitator", flat=True)),
    )


def _suggestion(group: CrafterGroup, facilitator: Facilitator, known: _Known) -> Suggestion:
    far = distance(home_of(facilitator), spot_of(group))
    weight = points(is_weak=group.tier == Tier.WEAK, travel_minutes=far.minutes)
    load = known.loads[facilitator.pk].plus(weight)
    tied = known.ties.get(facilitator.user_id, Tied(frozenset()))
    shared = [code for code in known.spoken if code in facilitator.languages]
    is_away, is_prepared = facilitator.pk in known.away, facilitator.pk in known.prepared
    lines = [
        *_about_ties(tied),
        _about_way(far),
        *_about_language(known.spoken, shared),
        _about_load(load),
        *_about_readiness(is_prepared=is_prepared, is_away=is_away),
    ]
    order = (
        int(tied.forbids),
        int(is_away),
        int(load.is_over),
        int(not far.is_local(conf.local_kilometres())),
        int(not is_prepared),
        int(bool(known.spoken) and not shared),
        far.minutes,
        load.percent,
    )
    return Suggestion(facilitator, load, far, tuple(lines), tied.forbids, order)


def _about_ties(tied: Tied) -> list[Line]:
    if not tied.kinds:
        return [Line("good", _("No business ties to members are known."))]
    tone = "bad" if tied.forbids else "warn"
    return [Line(tone, _("Ties to members: %(kinds)s.") % {"kinds": tied.in_words()})]


def _about_way(far: Distance) -> Line:
    tone = "good" if far.is_local(conf.local_kilometres()) else "warn"
    if far.kilometres is None:
        sentence = ngettext(
            "About %(minutes)d minute away, by the official places.",
            "About %(minutes)d minutes away, by the official places.",
            far.minutes,
        )
        return Line(tone, sentence % {"minutes": far.minutes})
    sentence = _("%(kilometres)d km, about %(minutes)d minutes away.")
    return Line(tone, sentence % {"kilometres": round(far.kilometres), "minutes": far.minutes})


def _about_language(spoken: tuple[str, ...], shared: list[str]) -> list[Line]:
    if not spoken:
        return []
    if shared:
        return [
            Line("good", _("Speaks %(languages)s with them.") % {"languages": in_words(shared)})
        ]
    sentence = _("Speaks none of their languages: %(languages)s.")
    return [Line("warn", sentence % {"languages": in_words(spoken)})]


def _about_load(load: Load) -> Line:
    """load: with this group."""
    tone = "warn" if load.is_over else "info" if load.is_near else "good"
    sentence = _("Would carry %(points)s of %(cap)d points (%(percent)d %%).")
    names = {"points": load.in_words, "cap": load.cap, "percent": load.percent}
    return Line(tone, sentence % names)


def _about_readiness(*, is_prepared: bool, is_away: bool) -> list[Line]:
    lines = []
    if not is_prepared:
        lines.append(Line("warn", _("No training is written down.")))
    if is_away:
        lines.append(Line("warn", _("On leave today.")))
    return lines
