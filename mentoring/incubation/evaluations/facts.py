"""What an evaluation reads: rounds, people, logs and reach of many groups at once.

Constant queries for each `AT_ONCE` groups, so that a province is read in a worker without
holding it in memory. Only what happened up to the last day counts; late records of an
earlier day are read until the figures are locked.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Sum
from django.utils import timezone

from mentoring.incubation.bridging import judged_by
from mentoring.incubation.dose import Dose, doses_of
from mentoring.incubation.log_indices import Log
from mentoring.incubation.log_reading import logs_of
from mentoring.incubation.models import (
    CycleEnrolment,
    InstrumentVersion,
    Item,
    Response,
    Round,
    RoundFlag,
    RoundKind,
)
from mentoring.incubation.scoring import Gain, gain
from mentoring.incubation.tenancies import kinds_since
from mentoring.registry.consents import objecting_people
from mentoring.registry.equity import QUINTILES
from mentoring.registry.models import (
    ConsentPurpose,
    EquityMonth,
    FrozenRank,
    Membership,
    Person,
    ReachAggregate,
    Stratum,
)
from mentoring.sessions.models import MentoringSession, SessionKind

AT_ONCE = 50
# Choices whose order is a measure: bands of net income. Others are kinds, never steps.
IN_ORDER = ("NET_INCOME",)
# Reach is counted every night and not kept; later than this it is of another time.
_ABOUT_THEN = timedelta(days=31)
_BASELINE, _MIDLINE, _ENDLINE = RoundKind.BASELINE, RoundKind.MIDLINE, RoundKind.ENDLINE


@dataclass(frozen=True)
class Scoring:
    """One counted round. levels: item code -> level or None; numbers: of number items."""

    on: date
    version_id: int
    rater_kind: str
    total: float | None
    group_class: str
    points: dict[str, float | None]
    levels: dict[str, int | None]
    numbers: dict[str, float]
    flags: tuple[str, ...] = ()


@dataclass
class Asked:
    """The persons' rounds of one group with one instrument.

    totals: round kind -> person -> total. numbers: item code -> kind -> person -> number,
    or the step of a choice.
    levels: item code -> kind -> (sum of levels, how many). version: of each (kind, person).
    """

    totals: dict[str, dict[UUID, float | None]] = field(default_factory=lambda: defaultdict(dict))
    numbers: dict[str, dict[str, dict[UUID, float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )
    levels: dict[str, dict[str, tuple[int, int]]] = field(default_factory=lambda: defaultdict(dict))
    versions: dict[tuple[str, UUID], int] = field(default_factory=dict)

    def before_and_after(
        self, first: str, last: str
    ) -> tuple[dict[UUID, float | None], dict[UUID, float | None]]:
        """Totals of two kinds of round; who was asked in another wording has none before."""
        before, after = self.totals.get(first, {}), self.totals.get(last, {})
        same = {
            key: value
            for key, value in before.items()
            if self.versions.get((last, key), self.versions[first, key])
            == self.versions[first, key]
        }
        return {key: same.get(key) for key in before}, dict(after)


@dataclass(kw_only=True)
class Said:
    """What was said of one group and by its people.

    rounds: kind -> the round that counts. gain: of the group by its version's rule, from
    baseline to the last round. asked: code of a persons' instrument -> answers.
    strata, fifths: by the ranks frozen with the baseline.
    """

    enrolment: CycleEnrolment
    rounds: dict[str, Scoring] = field(default_factory=dict)
    gain: Gain | None = None
    asked: dict[str, Asked] = field(default_factory=lambda: defaultdict(Asked))
    strata: dict[UUID, str] = field(default_factory=dict)
    fifths: dict[UUID, int] = field(default_factory=dict)

    @property
    def last_kind(self) -> str:
        """The kind of round that closes the comparison: the endline, before it the midline."""
        return _ENDLINE if _ENDLINE in self.rounds else _MIDLINE

    @property
    def is_contaminated(self) -> bool:
        baseline = self.rounds.get(_BASELINE)
        return baseline is not None and RoundFlag.CONTAMINATED in baseline.flags

    @property
    def risen(self) -> float | None:
        """Points of the group's total from baseline to the last round; None where either is
        missing or they were asked in different words."""
        before, after = self.rounds.get(_BASELINE), self.rounds.get(self.last_kind)
        if before is None or after is None or before.version_id != after.version_id:
            return None
        if before.total is None or after.total is None:
            return None
        return after.total - before.total


@dataclass(kw_only=True)
class GroupFacts(Said):
    """All of one group.

    sexes: of everybody who was a member in the cycle. members: on the last day.
    visits: (month, how many held). tenancy: where the group was for most of its cycle.
    coverage: (stratum, known, accompanied) of its craft centre, the weakest first;
    covered_on: the day it was counted. Reach counted long after the last day is not of it.
    """

    log: Log
    sexes: dict[UUID, str] = field(default_factory=dict)
    members: int = 0
    visits: tuple[tuple[str, int], ...] = ()
    evenness: EquityMonth | None = None
    coverage: tuple[tuple[str, int, int], ...] = ()
    covered_on: date | None = None
    tenancy: str = ""
    dose: Dose = field(default_factory=Dose)


def facts_of_many(enrolments: Sequence[CycleEnrolment], until: date) -> Iterator[GroupFacts]:
    """The facts of each of `enrolments`, in their order, read `AT_ONCE` at a time."""
    for start in range(0, len(enrolments), AT_ONCE):
        yield from facts_of(enrolments[start : start + AT_ONCE], until)


def said_of_many(enrolments: Sequence[CycleEnrolment], until: date) -> dict[UUID, Said]:
    """By enrolment, what gates read of it: scores, persons and ranks, without logs and visits.

    Whatever a report says of the same day, a gate says too. Constant queries for `AT_ONCE`.
    """
    every: dict[UUID, Said] = {}
    for start in range(0, len(enrolments), AT_ONCE):
        found = {one.pk: Said(enrolment=one) for one in enrolments[start : start + AT_ONCE]}
        _read_said(found, until)
        every.update(found)
    return every


def facts_of(enrolments: Sequence[CycleEnrolment], until: date) -> list[GroupFacts]:
    """The facts of up to `AT_ONCE` enrolments (with group and craft centre) up to `until`."""
    logs = logs_of(enrolments, until)
    found = {one.pk: GroupFacts(enrolment=one, log=logs[one.pk]) for one in enrolments}
    _read_said(found, until)
    _read_members(found, until)
    _read_visits(found, until)
    _read_evenness(found, until)
    _read_coverage(found, until)
    _read_tenancies(found, until)
    for key, dose in doses_of(enrolments, until).items():
        found[key].dose = dose
    return list(found.values())


def _read_said(found: Mapping[Any, Said], until: date) -> None:
    _read_group_rounds(found, until)
    _read_persons(found, until)
    _read_ranks(found)


def _read_group_rounds(found: Mapping[Any, Said], until: date) -> None:
    rounds = (
        Round.objects.of_groups()
        .filter(enrolment__in=list(found), happened_on__lte=until)
        .counted()
        .select_related("score")
        .prefetch_related("score__dimension_scores__dimension", "responses__item")
    )
    # Latest first: of two baselines the latest counts that came before one was locked.
    for one in rounds:
        if one.is_beside:
            continue
        found[one.enrolment_id].rounds.setdefault(one.kind, _scoring(one))
    _read_shares(found, until)
    _judge_gains(found)


def _judge_gains(found: Mapping[Any, Said]) -> None:
    used = {one.version_id for facts in found.values() for one in facts.rounds.values()}
    versions = InstrumentVersion.objects.in_bulk(used)
    terms: dict[tuple[int, int], Any] = {}
    for facts in found.values():
        before, after = facts.rounds.get(_BASELINE), facts.rounds.get(facts.last_kind)
        if before is None or after is None:
            continue
        pair = before.version_id, after.version_id
        if pair not in terms:
            terms[pair] = judged_by(versions[pair[0]], versions[pair[1]])
        if terms[pair] is not None:
            rules, rule = terms[pair]
            facts.gain = gain(before.levels, after.levels, rules=rules, rule=rule)


def _read_shares(found: Mapping[Any, Said], until: date) -> None:
    # Shares of sales may be asked apart, in a further instrument about the group.
    shares = (
        Response.objects.filter(
            round__enrolment__in=list(found),
            round__person__isnull=True,
            round__happened_on__lte=until,
            number__isnull=False,
        )
        .exclude(round__state="open")
        .order_by("round__happened_on", "round__submitted_at")
        .values_list("round__enrolment", "round__kind", "round__flags", "item__code", "number")
    )
    for enrolment, kind, flags, item, number in shares:
        if kind in found[enrolment].rounds and RoundFlag.AFTER_LOCK not in flags:
            found[enrolment].rounds[kind].numbers[item] = float(number)


def _scoring(one: Round) -> Scoring:
    return Scoring(
        on=one.happened_on,
        version_id=one.version_id,
        rater_kind=one.rater_kind,
        total=_float(one.score.total),
        group_class=one.score.group_class,
        points={code: _float(value) for code, value in one.score.points().items()},
        levels=one.levels(),
        numbers={},
        flags=tuple(one.flags),
    )


def _read_persons(found: Mapping[Any, Said], until: date) -> None:
    rows = (
        Round.objects.of_persons()
        .filter(enrolment__in=list(found), happened_on__lte=until)
        .exclude(state="open")
        .exclude(person__in=_objecting())
        .order_by("happened_on", "submitted_at")
        .values_list(
            "pk", "enrolment", "kind", "person", "version", "version__instrument__code",
            "score__total", "flags",
        )
    )  # fmt: skip
    # Later rounds overwrite earlier ones of the same kind and person.
    counted: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for key, enrolment, kind, person, version, code, total, flags in rows:
        if RoundFlag.AFTER_LOCK in flags:
            continue
        counted[enrolment, code, kind, person] = (key, version, total)
    where: dict[Any, tuple[Any, ...]] = {}
    for (enrolment, code, kind, person), (key, version, total) in counted.items():
        asked = found[enrolment].asked[code]
        asked.totals[kind][person] = _float(total)
        asked.versions[kind, person] = version
        where[key] = (enrolment, code, kind, person)
    _read_answers(found, where)


def _objecting() -> Any:
    """Who took her yes back: her answers are used no more from the day she said so."""
    condition = objecting_people(ConsentPurpose.MENTORING, timezone.localdate())
    return Person.objects.filter(condition).order_by().values("pk")


def _read_answers(found: Mapping[Any, Said], where: dict[Any, tuple[Any, ...]]) -> None:
    if not where:
        return
    answers = Response.objects.filter(round__in=list(where), empty="").order_by()
    numbers = answers.filter(number__isnull=False).values_list("round", "item__code", "number")
    for key, item, number in numbers:
        enrolment, code, kind, person = where[key]
        found[enrolment].asked[code].numbers[item][kind][person] = float(number)
    _read_choices(found, where, answers)
    means = (
        answers.filter(level__isnull=False)
        .values_list(
            "round__enrolment", "round__version__instrument__code", "round__kind", "item__code"
        )
        .annotate(together=Sum("level"), often=Count("pk"))
    )
    for enrolment, code, kind, item, together, often in means:
        found[enrolment].asked[code].levels[item][kind] = (together, often)


def _read_choices(
    found: Mapping[Any, Said], where: dict[Any, tuple[Any, ...]], answers: Any
) -> None:
    """Choices as steps: bands of income come in order, and a step up is a gain of 1."""
    given = (
        answers.filter(item__code__in=IN_ORDER)
        .exclude(choice="")
        .values_list("round", "item", "item__code", "choice")
    )
    rows = list(given)
    options = Item.objects.filter(pk__in={row[1] for row in rows}).values_list("pk", "options")
    steps = {
        (key, one["code"]): float(step)
        for key, of_item in options
        for step, one in enumerate(of_item)
    }
    for key, item, item_code, choice in rows:
        if (item, choice) in steps:
            enrolment, code, kind, person = where[key]
            found[enrolment].asked[code].numbers[item_code][kind][person] = steps[item, choice]


def _read_ranks(found: Mapping[Any, Said]) -> None:
    keys = {f"enrolment:{key}": key for key in found}
    ranks = FrozenRank.objects.filter(cycle_key__in=list(keys), person__isnull=False).order_by()
    for key, person, stratum, rank, n in ranks.values_list(
        "cycle_key", "person", "stratum", "rank", "n"
    ):
        facts = found[keys[key]]
        facts.strata[person] = stratum
        facts.fifths[person] = min(QUINTILES, int((float(rank) - 0.5) / n * QUINTILES) + 1)


def _read_members(found: dict[Any, GroupFacts], until: date) -> None:
    of_group = {one.enrolment.group_id: one for one in found.values()}
    rows = (
        Membership.objects.filter(group__in=list(of_group), starts_on__lte=until)
        .order_by()
        .values_list("group", "person", "person__sex", "ends_on")
    )
    for group, person, sex, ends_on in rows:
        facts = of_group[group]
        if ends_on is None or ends_on > facts.enrolment.starts_on:
            facts.sexes[person] = sex
            facts.members += ends_on is None or ends_on > until


def _read_visits(found: dict[Any, GroupFacts], until: date) -> None:
    of_group = {one.enrolment.group_id: one for one in found.values()}
    months: dict[Any, Counter[str]] = defaultdict(Counter)
    rows = (
        MentoringSession.objects.counted()
        .filter(group__in=list(of_group), happened_on__lte=until)
        .exclude(kind=SessionKind.OWN_MEETING)
        .order_by()
        .values_list("group", "happened_on")
    )
    for group, day in rows:
        if day >= of_group[group].enrolment.starts_on:
            months[group][f"{day:%Y-%m}"] += 1
    for group, counts in months.items():
        of_group[group].visits = tuple(sorted(counts.items()))


def _read_evenness(found: dict[Any, GroupFacts], until: date) -> None:
    centres = {one.enrolment.group.sentra_id for one in found.values()}
    newest: dict[Any, EquityMonth] = {}
    rows = EquityMonth.objects.filter(
        sentra__in=centres, month__lte=until, month__gt=until - timedelta(days=366)
    )
    for row in rows.order_by("month"):
        newest[row.sentra_id] = row
    for facts in found.values():
        facts.evenness = newest.get(facts.enrolment.group.sentra_id)


def _read_coverage(found: dict[Any, GroupFacts], until: date) -> None:
    """Of each stratum of the craft centre as it was counted last, if that was about then."""
    centres = {one.enrolment.group.sentra_id for one in found.values()}
    rows = ReachAggregate.objects.filter(
        sentra__in=centres, counted_on__lte=until + _ABOUT_THEN
    ).order_by()
    sums = {
        (row["sentra"], row["stratum"]): (row["known"], row["served"], row["day"])
        for row in rows.values("sentra", "stratum").annotate(
            known=Sum("listed"), served=Sum("accompanied"), day=Max("counted_on")
        )
    }
    for facts in found.values():
        centre = facts.enrolment.group.sentra_id
        told = [(one, *sums[centre, one]) for one in (*Stratum.values, "") if (centre, one) in sums]
        facts.coverage = tuple((stratum, known, served) for stratum, known, served, _day in told)
        facts.covered_on = max((row[3] for row in told), default=None)


def _read_tenancies(found: dict[Any, GroupFacts], until: date) -> None:
    since = {one.enrolment.group_id: one.enrolment.starts_on for one in found.values()}
    kinds = kinds_since(since, until=until)
    for facts in found.values():
        facts.tenancy = kinds[facts.enrolment.group_id]


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
