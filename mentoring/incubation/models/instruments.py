"""What is asked of a group, in versions that never change once a round used them."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from mentoring.incubation.scoring import ClassRule, DimensionRule, GainRule, Rules
from mentoring.scopes import VisibleQuerySet
from mentoring.wording import in_language


class Subject(models.TextChoices):
    """Whom a round with this instrument is about."""

    GROUP = "group", _("the group as a whole")
    PERSON = "person", _("one person")


class ItemKind(models.TextChoices):
    """What an answer is. Only levels are scored."""

    LEVEL = "level", _("a level from 0 to 4")
    NUMBER = "number", _("a number")
    CHOICE = "choice", _("one of several choices")
    TEXT = "text", _("words")
    PHOTO = "photo", _("a photo")


class Instrument(models.Model):
    """A questionnaire. What it asks stands in its versions."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.JSONField(_("name"), help_text=_('By language: {"id": "…", "en": "…"}.'))
    subject = models.CharField(
        _("asked about"), max_length=8, choices=Subject.choices, default=Subject.GROUP
    )

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(in_language(self.name))


class InstrumentVersionQuerySet(VisibleQuerySet):
    def published(self) -> "InstrumentVersionQuerySet":
        return self.filter(published_at__isnull=False)

    def about(self, subject: str) -> "InstrumentVersionQuerySet":
        return self.filter(instrument__subject=subject)


class InstrumentVersion(models.Model):
    """One wording of an instrument together with its rules of scoring.

    Written as a draft, then published; only published versions are asked, and what a round
    or a cycle used never changes.
    classes: [{"code", "starts_at" (decimal as text), "name" {language: text}}], rising; []
    for an instrument without classes.
    gain: {"dimension", "points" (decimal as text), "items", "levels"}: the rise that
    counts as significant, fixed before any baseline; {} if the version has none.
    caution: {language: text}, what a reader must know, for example that anchors are a draft.
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
    classes = models.JSONField(_("classes"), default=list, blank=True)
    classes_above_lowest = models.PositiveSmallIntegerField(
        _("classes above the lowest dimension"), null=True, blank=True, default=1
    )
    gain = models.JSONField(_("significant gain"), default=dict, blank=True)
    caution = models.JSONField(_("caution"), default=dict, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

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

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    def with_items(self) -> "list[Dimension]":
        """Dimensions in order, each with its items read: two queries."""
        return list(self.dimensions.prefetch_related("items"))

    def rules(self, dimensions: "list[Dimension] | None" = None) -> Rules:
        """The rules of scoring: of levels only. Pass `dimensions` (from `with_items`) to
        spare two queries. A section without levels has no part in it."""
        levels = [
            (one, [item for item in one.items.all() if item.kind == ItemKind.LEVEL])
            for one in (self.with_items() if dimensions is None else dimensions)
        ]
        return Rules(
            dimensions=tuple(
                DimensionRule(
                    one.code,
                    one.weight,
                    tuple(item.code for item in items),
                    tuple(item.weight for item in items),
                )
                for one, items in levels
                if items
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
    """One side of what is asked (a section), with its weight in the total."""

    version = models.ForeignKey(
        InstrumentVersion,
        verbose_name=_("version"),
        on_delete=models.CASCADE,
        related_name="dimensions",
    )
    code = models.CharField(_("code"), max_length=24)
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
    """One question: how it is answered, when it is asked, and what it weighs.

    wording: {language: {"question": str, "evidence": str, "anchors": [five texts, level 0
    first] for levels}}.
    unit: {language: text}, of a number. minimum, maximum: of a number, both included.
    options: [{"code": str, "name": {language: text}}], of a choice.
    asked_if: {"item": code, "in": [answers as text]}: asked only after one of these answers
    to an item before it; {} is always asked. A level answers as its digit.
    """

    dimension = models.ForeignKey(
        Dimension, verbose_name=_("dimension"), on_delete=models.CASCADE, related_name="items"
    )
    code = models.CharField(_("code"), max_length=24)
    kind = models.CharField(
        _("kind"), max_length=8, choices=ItemKind.choices, default=ItemKind.LEVEL
    )
    wording = models.JSONField(_("wording"))
    unit = models.JSONField(_("unit"), default=dict, blank=True)
    minimum = models.DecimalField(
        _("at least"), max_digits=15, decimal_places=2, null=True, blank=True
    )
    maximum = models.DecimalField(
        _("at most"), max_digits=15, decimal_places=2, null=True, blank=True
    )
    options = models.JSONField(_("choices"), default=list, blank=True)
    asked_if = models.JSONField(_("asked if"), default=dict, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    needs_evidence = models.BooleanField(_("must say what shows it"), default=False)
    is_confidential = models.BooleanField(_("confidential"), default=False)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["dimension", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["dimension", "code"], name="one_item_of_a_code_per_dimension"
            ),
            models.CheckConstraint(
                condition=Q(minimum__isnull=True)
                | Q(maximum__isnull=True)
                | Q(minimum__lte=models.F("maximum")),
                name="an_item_ranges_from_its_least_to_its_most",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.question}"

    @property
    def question(self) -> str:
        return in_language(self.wording)["question"]

    @property
    def anchors(self) -> list[str]:
        """What levels 0, 1, 2, 3 and 4 look like; [] for other kinds."""
        return in_language(self.wording).get("anchors", [])

    @property
    def evidence(self) -> str:
        """What shows the answer, for example "minutes, photo"; "" if nothing is looked at."""
        return in_language(self.wording).get("evidence", "")

    @property
    def unit_label(self) -> str:
        """The unit in the active language; "" without one."""
        return str(in_language(self.unit))

    def option_name(self, code: str) -> str:
        """The choice's words in the active language; its code if there is no such choice."""
        names = {one["code"]: one["name"] for one in self.options}
        return str(in_language(names[code])) if code in names else code

    def option_names(self) -> list[str]:
        return [str(in_language(one["name"])) for one in self.options]

    def range_text(self) -> str:
        """What numbers are taken, with their unit: "0 to 100 in 100"; the unit alone without."""
        low, high = (_number(bound) for bound in (self.minimum, self.maximum))
        if not low and not high:
            return self.unit_label
        if low and high:
            said = _("%(low)s to %(high)s") % {"low": low, "high": high}
        elif low:
            said = _("%(low)s or more") % {"low": low}
        else:
            said = _("%(high)s or less") % {"high": high}
        return f"{said} {self.unit_label}".strip()


def _number(value: Decimal | None) -> str:
    if value is None:
        return ""
    return number_format(value.normalize(), use_l10n=True, force_grouping=True)
