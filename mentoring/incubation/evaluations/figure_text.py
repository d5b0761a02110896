"""Numbers as the text that snapshots keep, the same on every database and machine. Pure."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

_PLACES = Decimal("0.01")


def text(number: Any, places: Decimal = _PLACES) -> str | None:
    """`number` (float, Fraction, Decimal, int) half up to two places, with a full stop;
    None stays None. A whole number counts things and has no places."""
    if number is None or isinstance(number, bool):
        return None
    if isinstance(number, int):
        return str(number)
    if isinstance(number, Fraction):
        number = Decimal(number.numerator) / Decimal(number.denominator)
    # Twelve digits first: 42.999999999999 is 43 that a sum of floats missed.
    exact = Decimal(repr(number) if isinstance(number, float) else number).quantize(
        Decimal("1e-9"), rounding=ROUND_HALF_UP
    )
    shown = exact.quantize(places, rounding=ROUND_HALF_UP)
    return str(shown if shown else abs(shown))


def pruned(figures: dict[str, Any]) -> dict[str, Any]:
    """`figures` without what is not known: no null, no empty branch. Text keys only."""
    kept: dict[str, Any] = {}
    for key, value in figures.items():
        inner = pruned(value) if isinstance(value, dict) else value
        if inner is None or inner == {} or inner == "":
            continue
        kept[str(key)] = inner
    return kept
