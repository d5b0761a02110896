"""What the plan and the thresholds of a cycle must keep to."""

from decimal import Decimal

from mentoring.incubation.errors.cycle_rules import StageOutOfOrder, ThresholdOutOfRange
from mentoring.incubation.models import CycleStage, Measure
from mentoring.incubation.scoring import TOP_LEVEL

LONGEST_INTERVAL = 366
_LAST_MONTH = 120
_PERCENT = Decimal(100)
# Measures whose figure is compared with a threshold, and the largest it can be.
_TOP: dict[str, Decimal] = {
    Measure.LOWEST_DIMENSION: _PERCENT,
    Measure.BASELINE_MEMBERS: _PERCENT,
    Measure.WEAK_GROUPS: _PERCENT,
    Measure.FORMULA_DOSE: _PERCENT,
    Measure.ITEM_LEVEL: Decimal(TOP_LEVEL),
}


def takes_threshold(measure: str) -> bool:
    return measure in _TOP


def refuse_out_of_range(measure: str, threshold: Decimal | None) -> None:
    """Raise ThresholdOutOfRange where `measure` needs a threshold and `threshold` is none, or
    lies outside what its figure can be. Nothing is asked of the other measures."""
    top = _TOP.get(measure)
    if top is not None and (threshold is None or not 0 <= threshold <= top):
        raise ThresholdOutOfRange(least=0, most=top)


def refuse_out_of_order(stage: CycleStage, starts_month: int) -> None:
    """Raise StageOutOfOrder if `starts_month` lies before the stage above or after the next."""
    others = CycleStage.objects.filter(cycle=stage.cycle_id)
    before = others.filter(order__lt=stage.order).order_by("-order").first()
    after = others.filter(order__gt=stage.order).order_by("order").first()
    least = before.starts_month if before else 0
    most = after.starts_month if after else _LAST_MONTH
    if not least <= starts_month <= most:
        raise StageOutOfOrder(stage=str(stage), least=least, most=most)
