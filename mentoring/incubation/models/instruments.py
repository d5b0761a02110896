"""What is asked of a group, in versions that never change once a round used them."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.incubation.scoring import ClassRule, DimensionRule, GainRule, Rules
from mentoring.scopes import VisibleQuerySet
from mentoring.wording import in_language


class Instrument(models.Model):
    """A questionnaire with scores. What it asks stands in its versions."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.JSONField(_("name"), help_text=_('By language: {"id": "…", "en": "…"}.'))

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(in_language(self.name))


class InstrumentVersionQuerySet(VisibleQuerySet):
    pass


class InstrumentVersion(models.Model):
    """One wording of an instrument together with its rules of scoring.

    classes: [{"code", "starts_at" (decimal as text), "name" {language: text}}], rising.
    gain: {"dimension", "points" (decimal as text), "items", "levels"}: the rise that
    counts as significant, fixed before any baseline; {} if the version has none.
    """

    instrument = models.ForeignKey(
        Instrument, verbose_name=_("instrument"), on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("version"))
    introduction = models.JSONField(_("introduction"), default=dict)
    answered_percent = models.PositiveSmallIntegerField(
        _("share of a dimension that must be answered (%)"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    classes = models.JSONField(_("classes"))
    classes_above_lowest = models.PositiveSmallIntegerField(
        _("classes above the lowest dimension"), null=True, blank=True, default=1
    )
    gain = models.JSONField(_("significant gain"), default=dict, blank=True)

    objects = InstrumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("instrument version")
        verbose_name_plural = _("instrument versions")
        ordering = ["instrument", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "number"], name="one_version_of_a_number_per_instrument"
            )
        ]

    def __str__(self) -> str:
        return f"{self.instrument} v{self.number}"

    def is_used(self) -> bool:
        """Whether a round was recorded with it; from then on it never changes."""
        return self.rounds.exists()

    def with_items(self) -> "list[Dimension]":
        """Dimensions in order, each with its items read: two queries."""
        return list(self.dimensions.prefetch_related("items"))

    def rules(self, dimensions: "list[Dimension] | None" = None) -> Rules:
        """The rules of scoring. Pass `dimensions` (from `with_items`) to spare two queries."""
        return Rules(
            dimensions=tuple(
                DimensionRule(one.code, one.weight, tuple(item.code for item in one.items.all()))
                for one in (self.with_items() if dimensions is None else dimensions)
            ),
            classes=tuple(
                ClassRule(one["code"], Decimal(one["starts_at"])) for one in self.classes
            ),
            answered_percent=self.answered_percent,
            classes_above_lowest=self.classes_above_lowest,
        )

    def gain_rule(self) -> GainRule | None:
        if not self.gain:
            return None
        return GainRule(
            dimension=self.gain["dimension"],
            points=Decimal(self.gain["points"]),
            items=tuple(self.gain["items"]),
            levels=self.gain["levels"],
        )

    def class_name(self, code: str) -> str:
        """The class's name in the active language; "" for no class."""
        names = {one["code"]: one["name"] for one in self.classes}
        return str(in_language(names[code])) if code in names else ""


class Dimension(models.Model):
    """One side of a group's strength, with its weight in the total."""

    version = models.ForeignKey(
        InstrumentVersion,
        verbose_name=_("version"),
        on_delete=models.CASCADE,
        related_name="dimensions",
    )
    code = models.CharField(_("code"), max_length=8)
    name = models.JSONField(_("name"))
    meaning = models.JSONField(_("meaning"), default=dict)
    weight = models.PositiveSmallIntegerField(_("weight"))
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("dimension")
        verbose_name_plural = _("dimensions")
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "code"], name="one_dimension_of_a_code_per_version"
            )
        ]

    def __str__(self) -> str:
        return self.label()

    def label(self) -> str:
        """The name in the active language."""
        return str(in_language(self.name))


class Item(models.Model):
    """One indicator, answered with a level from 0 to 4.

    wording: {language: {"question": str, "anchors": [five texts, level 0 first],
    "evidence": str}}.
    """

    dimension = models.ForeignKey(
        Dimension, verbose_name=_("dimension"), on_delete=models.CASCADE, related_name="items"
    )
    code = models.CharField(_("code"), max_length=8)
    wording = models.JSONField(_("wording"))
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["dimension", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["dimension", "code"], name="one_item_of_a_code_per_dimension"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.question}"

    @property
    def question(self) -> str:
        return in_language(self.wording)["question"]

    @property
    def anchors(self) -> list[str]:
        """What levels 0, 1, 2, 3 and 4 look like."""
        return in_language(self.wording)["anchors"]

    @property
    def evidence(self) -> str:
        """What shows the level, for example "minutes, photo"."""
        return in_language(self.wording)["evidence"]
