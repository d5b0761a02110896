"""What a training is made of: competency units and modules, in lesson hours (JP)."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from curriculum.models.pages import PAGE_MODEL

MODULE_CODE = RegexValidator(
    r"^[A-Z0-9-]{3,20}$", _("Use 3 to 20 capital letters, digits or hyphens, for example M01.")
)


class TwoTitles(models.Model):
    """A title in Indonesian and in English, both printed on certificates."""

    title_id = models.CharField(_("title in Indonesian"), max_length=160)
    title_en = models.CharField(_("title in English"), max_length=160)

    class Meta:
        abstract = True

    def title(self) -> str:
        """The title in the language of the page."""
        return self.title_en if (get_language() or "").startswith("en") else self.title_id


class CompetencyUnit(TwoTitles):
    """A unit of work competency, as the national standard (SKKNI) or the site names it."""

    code = models.CharField(_("code"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("competency unit")
        verbose_name_plural = _("competency units")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title_id}"


class Programme(ClusterableModel, TwoTitles):
    """A training that may be run and certified: which units, which modules, how many JP."""

    code = models.CharField(_("code"), max_length=20, unique=True, validators=[MODULE_CODE])
    minutes_per_jp = models.PositiveSmallIntegerField(
        _("minutes per lesson hour (JP)"), default=45, validators=[MinValueValidator(1)]
    )
    jp = models.DecimalField(
        _("lesson hours (JP)"),
        max_digits=5,
        decimal_places=1,
        validators=[MinValueValidator(Decimal("0.5"))],
    )

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes_per_jp__gt=0), name="a_lesson_hour_has_minutes"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title_id}"


class ProgrammeUnit(Orderable):
    """A unit of a programme, with the lesson hours spent on it."""

    programme = ParentalKey(Programme, on_delete=models.CASCADE, related_name="programme_units")
    unit = models.ForeignKey(
        CompetencyUnit, verbose_name=_("competency unit"), on_delete=models.PROTECT
    )
    jp = models.DecimalField(_("lesson hours (JP)"), max_digits=5, decimal_places=1)

    class Meta(Orderable.Meta):
        verbose_name = _("unit of the programme")
        constraints = [
            models.UniqueConstraint(fields=["programme", "unit"], name="a_unit_once_in_a_programme")
        ]

    def __str__(self) -> str:
        return str(self.unit)


class ProgrammeModule(Orderable):
    """A module of a programme. Optional ones are offered but never asked for."""

    programme = ParentalKey(Programme, on_delete=models.CASCADE, related_name="programme_modules")
    module = models.ForeignKey(
        PAGE_MODEL, verbose_name=_("module"), on_delete=models.PROTECT, related_name="+"
    )
    is_required = models.BooleanField(_("required"), default=True)

    class Meta(Orderable.Meta):
        verbose_name = _("module of the programme")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "module"], name="a_module_once_in_a_programme"
            )
        ]

    def __str__(self) -> str:
        return str(self.module)

    def clean(self) -> None:
        super().clean()
        # Progress counts for the first one, whatever language was read.
        page = getattr(self, "module", None) if self.module_id else None
        if page is None:
            return
        same = type(page)._base_manager.filter(translation_key=page.translation_key)
        if same.filter(pk__lt=page.pk).exists():
            raise ValidationError(
                {
                    "module": _(
                        "Choose this module in the language it was first written in. "
                        "Readers of every language count there."
                    )
                }
            )
