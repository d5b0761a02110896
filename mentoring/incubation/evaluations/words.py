"""The words for the codes of a snapshot, in the active language."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from mentoring.incubation.models import (
    Evaluation,
    Instrument,
    InstrumentVersion,
    Item,
    RoundKind,
)
from mentoring.registry.models import Tenancy, Tier
from mentoring.registry.models.people import Sex
from mentoring.registry.models.strata import Stratum


@dataclass(frozen=True)
class Words:
    """Labels of one evaluation; an unknown code is shown as it is."""

    version: InstrumentVersion
    dimensions: dict[str, str] = field(default_factory=dict)
    instruments: dict[str, str] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)

    def dimension(self, code: str) -> str:
        return _("Total") if code == "total" else self.dimensions.get(code, code)

    def instrument(self, code: str) -> str:
        return self.instruments.get(code, code)

    def item(self, code: str) -> str:
        return self.items.get(code, code)

    def group_class(self, code: str | None) -> str:
        return self.version.class_name(code or "") or "–"

    def round(self, kind: str) -> str:
        return str(RoundKind(kind).label).capitalize()

    def part(self, name: str, code: str) -> str:
        """name: how a change was divided ("by_sex"); code: which part."""
        choices: dict[str, Any] = {
            "by_stratum": Stratum,
            "by_sex": Sex,
            "by_tenancy": Tenancy,
            "by_tier": Tier,
        }
        if code == "unknown":
            return _("Not assessed")
        return _choice(choices[name], code)

    def answer(self, code: str | None) -> str:
        return {
            "significant": _("significant"),
            "not_significant": _("not significant"),
            "describe_only": _("too few, describe only"),
        }.get(code or "", _("cannot be said"))

    def yes_or_no(self, claim: bool | None) -> str:
        return _("cannot be said") if claim is None else _("Yes") if claim else _("No")

    def count(self, name: str) -> str:
        if name.startswith("class_"):
            return _("Class, %(round)s") % {"round": self.round(name.removeprefix("class_"))}
        return {
            "group_verdict": _("Rise of the groups"),
            "persons_verdict": _("Rise of their people"),
            "tier": _("Tier"),
            "tenancy": _("Incubation"),
            "warnings": _("Warnings"),
        }.get(name, name)

    def counted(self, name: str, code: str) -> str:
        if name.startswith("class_"):
            return self.group_class(code)
        if name in ("group_verdict", "persons_verdict"):
            return self.answer(code)
        if name in ("tier", "tenancy"):
            return self.part(f"by_{name}", code)
        return {
            "skill_without_strength": _("people gained, the group did not"),
            "leans_on_facilitator": _("leans on the facilitator after month 18"),
            "gap_widens": _("the gap between strong and weak grew"),
            "logs_and_opinion_differ": _("logs and raters differ by 20 points or more"),
            "endline_without_baseline": _("scored without a baseline"),
            "contaminated_baseline": _("baseline after the mentoring began"),
        }.get(code, code)


def words_of(evaluation: Evaluation) -> Words:
    """The labels that the figures of `evaluation` need. Four queries."""
    version = evaluation.version
    codes = list(evaluation.figures.get("persons", {}))
    asked = Item.objects.filter(dimension__version__instrument__code__in=codes).order_by("pk")
    return Words(
        version=version,
        dimensions={one.code: one.label() for one in version.dimensions.all()},
        instruments={one.code: str(one) for one in Instrument.objects.filter(code__in=codes)},
        items={one.code: one.question for one in asked},
    )


def _choice(choices: Any, code: str) -> str:
    return str(choices(code).label).capitalize() if code in choices.values else code
