"""Results in the shape a page shows them: bars, changes, a table of all rounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mentoring.incubation.bridging import common_items
from mentoring.incubation.models import DimensionScore, Round, RoundKind
from mentoring.incubation.progress import counted, rise
from mentoring.incubation.scoring import Gain, displayed


@dataclass(frozen=True)
class Bar:
    """One dimension of the latest round. All points have two places; None is "not assessed".

    width, before_width: how far the bar and the mark of the baseline reach, 0 to 100, as
    text with a full stop whatever the language: they are drawn, not read.
    """

    code: str
    label: str
    points: Decimal | None
    before: Decimal | None
    change: Decimal | None
    width: str
    before_width: str
    answered: int
    asked: int


@dataclass(frozen=True)
class Standing:
    """Where a group stands by its latest round, compared with its baseline if that is
    another one. `gain` is the verdict on bargaining power, None without two rounds.

    weighs_nothing: no total can be computed, whatever is answered. bridged_on: on how many
    questions the gain compares two versions of the instrument; None for one version.
    """

    latest: Round
    baseline: Round | None
    bars: list[Bar]
    total: Decimal | None
    total_before: Decimal | None
    total_change: Decimal | None
    class_name: str
    class_before: str
    cuts: list[str]
    gain: Gain | None
    gain_label: str
    gain_needed: str
    gain_items: list[str]
    weighs_nothing: bool
    bridged_on: int | None


@dataclass(frozen=True)
class TableRow:
    """One line of the table of all rounds: a dimension or the total, earliest round first."""

    label: str
    values: list[Decimal | None]


def standing(rounds: Sequence[Round]) -> Standing | None:
    """What to show of `rounds` (from `counted_rounds`, latest first); None without any."""
    if not rounds:
        return None
    latest = rounds[0]
    first = counted(rounds, RoundKind.BASELINE)
    is_bridged = first is not None and first.version_id != latest.version_id
    baseline = None if first is None or first.pk == latest.pk or is_bridged else first
    before = baseline.score.points() if baseline else {}
    bars = [
        _bar(one, before.get(one.dimension.code)) for one in latest.score.dimension_scores.all()
    ]
    version = latest.version
    labels = {bar.code: bar.label for bar in bars}
    return Standing(
        latest=latest,
        baseline=baseline,
        bars=bars,
        total=_shown(latest.score.total),
        total_before=_shown(baseline.score.total) if baseline else None,
        total_change=_change(baseline.score.total if baseline else None, latest.score.total),
        class_name=version.class_name(latest.score.group_class),
        class_before=version.class_name(baseline.score.group_class) if baseline else "",
        cuts=[one["starts_at"] for one in version.classes[1:]],
        gain=rise(first if is_bridged else baseline, latest),
        gain_label=labels.get(version.gain.get("dimension", ""), ""),
        gain_needed=version.gain.get("points", ""),
        gain_items=version.gain.get("items", []),
        weighs_nothing=latest.score.total is None and version.rules().weighs_nothing,
        bridged_on=len(common_items(first.version, version)) if first and is_bridged else None,
    )


def table(rounds: Sequence[Round]) -> list[TableRow]:
    """Dimensions and total of every round of the latest round's version, earliest first."""
    shown = comparable(rounds)
    if not shown:
        return []
    points = [one.score.points() for one in shown]
    return [
        TableRow(one.dimension.label(), [_shown(each.get(one.dimension.code)) for each in points])
        for one in shown[-1].score.dimension_scores.all()
    ]


def comparable(rounds: Sequence[Round]) -> list[Round]:
    """The rounds of the latest one's version, earliest first; `rounds` come latest first."""
    return [one for one in reversed(rounds) if one.version_id == rounds[0].version_id]


def _bar(one: DimensionScore, before: Decimal | None) -> Bar:
    return Bar(
        code=one.dimension.code,
        label=one.dimension.label(),
        points=_shown(one.points),
        before=_shown(before),
        change=_change(before, one.points),
        width=_drawn(one.points),
        before_width=_drawn(before),
        answered=one.answered,
        asked=one.asked,
    )


def _shown(points: Decimal | None) -> Decimal | None:
    return None if points is None else displayed(points)


def _change(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    return None if before is None or after is None else displayed(after - before)


def _drawn(points: Decimal | None) -> str:
    return "" if points is None else str(displayed(points))
