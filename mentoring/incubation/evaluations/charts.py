"""Charts drawn on the server as SVG: a slope, a profile of items, the line of the gap.

Pure: numbers and words in, markup out. Colours are attributes, never styles, so that a strict
content policy and a PDF show the same. A table with the same numbers stands beside each.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_INK, _SOFT, _MAIN, _BEFORE, _GROUND = "#2b1d12", "#5f4c3c", "#7a3e12", "#174a7a", "#d9c7b3"
_LETTERS = 'font-family="Noto Sans, sans-serif"'


@dataclass(frozen=True)
class Line:
    """One thing before and after; None is not measured."""

    label: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Moment:
    """One round on the gap line. visits: how many were held since the round before."""

    label: str
    gap: float | None
    visits: int = 0


def slope_chart(lines: Sequence[Line], *, title: str, first: str, last: str) -> SafeString:
    """From 0 to 100: a line for each thing that was measured twice."""
    whole = [one for one in lines if one.before is not None and one.after is not None]
    parts = [_frame_of_slope(first, last)]
    left: list[float] = []
    right: list[float] = []
    for one in whole:
        before, after = one.before or 0, one.after or 0
        colour = _MAIN if after >= before else _BEFORE
        parts.append(
            f'<line x1="70" y1="{_level(before)}" x2="190" y2="{_level(after)}" '
            f'stroke="{colour}" stroke-width="2"/>'
            f'<circle cx="70" cy="{_level(before)}" r="3.5" fill="{colour}"/>'
            f'<circle cx="190" cy="{_level(after)}" r="3.5" fill="{colour}"/>'
        )
    # From the highest to the lowest on each side, so that numbers that were moved stay in order.
    for before in sorted({_number(one.before or 0) for one in whole}, key=float, reverse=True):
        parts.append(_text(63, _free(left, _level(float(before))), before, anchor="end"))
    for one in sorted(whole, key=lambda line: -(line.after or 0)):
        height = _free(right, _level(one.after or 0))
        parts.append(_text(197, height, f"{_number(one.after or 0)} {one.label}"))
    return _svg(360, 220, title, parts)


def profile_chart(
    items: Sequence[Line], *, title: str, first: str, last: str, top: int = 4
) -> SafeString:
    """One row for each item: a ring before, a dot after, on a scale from 0 to `top`."""
    parts = [
        f'<circle cx="10" cy="10" r="5" fill="#fff" stroke="{_BEFORE}" stroke-width="2"/>',
        _text(20, 14, first),
        f'<circle cx="135" cy="10" r="5" fill="{_MAIN}"/>',
        _text(145, 14, last),
        *(_text(_along(step, top), 34, str(step), anchor="middle") for step in range(top + 1)),
    ]
    for row, one in enumerate(items):
        y = 48 + row * 22
        parts.append(_text(4, y + 4, one.label))
        parts.append(f'<line x1="150" y1="{y}" x2="345" y2="{y}" stroke="{_GROUND}"/>')
        if one.before is not None and one.after is not None:
            ends = (_along(one.before, top), _along(one.after, top))
            parts.append(
                f'<line x1="{ends[0]}" y1="{y}" x2="{ends[1]}" y2="{y}" '
                f'stroke="{_MAIN}" stroke-width="2"/>'
            )
        if one.before is not None:
            parts.append(
                f'<circle cx="{_along(one.before, top)}" cy="{y}" r="5" fill="#fff" '
                f'stroke="{_BEFORE}" stroke-width="2"/>'
            )
        if one.after is not None:
            parts.append(f'<circle cx="{_along(one.after, top)}" cy="{y}" r="5" fill="{_MAIN}"/>')
    return _svg(360, 54 + 22 * len(items), title, parts)


def gap_chart(moments: Sequence[Moment], *, title: str, visits: str) -> SafeString:
    """The gap between strong and weak round by round, with the visits between as marks."""
    known = [one.gap for one in moments if one.gap is not None]
    most = max([10.0, *(abs(gap) for gap in known)])
    step = 240 / max(1, len(moments) - 1)
    parts = [f'<line x1="50" y1="90" x2="320" y2="90" stroke="{_GROUND}"/>', _text(4, 94, "0")]
    before: tuple[float, float] | None = None
    for number, one in enumerate(moments):
        x = round(60 + number * step, 1)
        parts.append(_text(x, 178, one.label, anchor="middle"))
        if number and one.visits:
            middle = round(x - step / 2, 1)
            parts.append(
                f'<path d="M{middle} 150l5 9h-10z" fill="{_BEFORE}"/>'
                + _text(middle, 146, f"{one.visits} {visits}", anchor="middle")
            )
        if one.gap is None:
            continue
        y = round(90 - one.gap / most * 60, 1)
        if before is not None:
            parts.append(
                f'<line x1="{before[0]}" y1="{before[1]}" x2="{x}" y2="{y}" '
                f'stroke="{_MAIN}" stroke-width="2.5"/>'
            )
        parts.append(f'<circle cx="{x}" cy="{y}" r="4" fill="{_MAIN}"/>')
        parts.append(_text(x, y - 9, _number(one.gap), anchor="middle"))
        before = (x, y)
    return _svg(360, 190, title, parts)


def beads(now: int, before: int | None, *, of: int, title: str) -> SafeString:
    """A string of `of` beads: `now` of them full, and a mark under the one where it began."""
    parts = [f'<line x1="4" y1="18" x2="{of * 32 + 4}" y2="18" stroke="{_SOFT}" stroke-width="2"/>']
    for number in range(1, of + 1):
        fill = _MAIN if number <= now else "#fff"
        parts.append(
            f'<circle cx="{number * 32 - 12}" cy="18" r="13" fill="{fill}" '
            f'stroke="{_MAIN}" stroke-width="2"/>'
        )
    if before:
        parts.append(f'<path d="M{before * 32 - 12} 36l7 10h-14z" fill="{_BEFORE}"/>')
    return _svg(of * 32 + 8, 48, title, parts)


def _frame_of_slope(first: str, last: str) -> str:
    return (
        f'<line x1="70" y1="20" x2="70" y2="190" stroke="{_SOFT}"/>'
        f'<line x1="190" y1="20" x2="190" y2="190" stroke="{_SOFT}"/>'
        + _text(70, 207, first, anchor="middle")
        + _text(190, 207, last, anchor="middle")
    )


def _svg(width: int, height: int, title: str, parts: Sequence[str]) -> SafeString:
    return mark_safe(  # noqa: S308 - every word in it went through `escape`
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" '
        f'viewBox="0 0 {width} {height}" aria-label="{escape(title)}">{"".join(parts)}</svg>'
    )


def _text(x: float, y: float, words: str, *, anchor: str = "start") -> str:
    return (
        f'<text x="{x}" y="{y}" {_LETTERS} font-size="11" fill="{_INK}" '
        f'text-anchor="{anchor}">{escape(words)}</text>'
    )


def _level(points: float) -> float:
    """0 at the foot (190), 100 at the top (20)."""
    return round(190 - points * 1.7, 1)


def _along(value: float, top: float) -> float:
    return round(150 + value / top * 195, 1)


def _free(taken: list[float], wanted: float) -> float:
    """The nearest height below `wanted` where no words stand yet."""
    y = wanted + 4
    while any(abs(y - other) < 12 for other in taken):
        y += 1
    taken.append(y)
    return round(y, 1)


def _number(value: float) -> str:
    return f"{value:.0f}"
