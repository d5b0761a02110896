"""Comparing rounds whose instrument version changed between them: on common items only."""

from mentoring.incubation.models import Dimension, InstrumentVersion, ItemKind
from mentoring.incubation.scoring import GainRule, Rules


def common_items(before: InstrumentVersion, after: InstrumentVersion) -> frozenset[str]:
    """Codes of the levels that both versions ask in the same section with the same words.

    Empty for versions of different instruments: they ask different things. One version has
    all its levels in common with itself. Two queries a version.
    """
    if before.instrument_id != after.instrument_id:
        return frozenset()
    earlier = _asked(before.with_items())
    later = earlier if before.pk == after.pk else _asked(after.with_items())
    return frozenset(code for code, said in later.items() if earlier.get(code) == said)


def judged_by(before: InstrumentVersion, after: InstrumentVersion) -> tuple[Rules, GainRule] | None:
    """What the gain between rounds of these versions is judged by: the rule of the later one,
    on the items that both ask alike.

    None without such items, or where the later version has no such rule. Gates and reports
    both judge by it, so that neither says yes where the other says no. Two queries a version.
    """
    rule = after.gain_rule()
    rules = after.rules()
    if before.pk != after.pk:
        common = common_items(before, after)
        if not common:
            return None
        rules = rules.only(common)
    return None if rule is None else (rules, rule)


def _asked(dimensions: list[Dimension]) -> dict[str, tuple[object, ...]]:
    return {
        item.code: (dimension.code, item.wording)
        for dimension in dimensions
        for item in dimension.items.all()
        if item.kind == ItemKind.LEVEL
    }
