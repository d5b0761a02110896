"""What has to be ready before a training begins: readiness lines, and materials."""

import uuid

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.scopes import VisibleQuerySet
from mentoring.sessions.models.runs import TrainingRun


class RunReadinessLine(models.TextChoices):
    """The operational parts that programmes forget; the same words as for a visit."""

    PLACE = "place", _("where it is held")
    TOOLS = "tools", _("tools")
    MATERIAL = "material", _("material")
    CHILDCARE = "childcare", _("somebody for the children")
    TRANSPORT = "transport", _("transport")
    POWER = "power", _("electricity or fuel")
    INVITATION = "invitation", _("invitation to those left behind")


class RunReadiness(models.Model):
    """The answer to one line; a line without a row was not answered yet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(
        TrainingRun,
        verbose_name=_("training run"),
        on_delete=models.CASCADE,
        related_name="readiness",
    )
    line = models.CharField(_("what"), max_length=12, choices=RunReadinessLine.choices)
    is_ready = models.BooleanField(_("is ready"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered at"))

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = _("readiness of a training")
        verbose_name_plural = _("readiness of trainings")
        ordering = ["run", "pk"]
        permissions = [("view_all_runreadiness", "Can see the readiness of every training")]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "line"], name="one_answer_per_line_and_training_run"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_line_display()}: {'✓' if self.is_ready else '–'}"


class RunMaterial(models.Model):
    """Something the class needs: how much of it, in which unit, and whether it is there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(
        TrainingRun,
        verbose_name=_("training run"),
        on_delete=models.CASCADE,
        related_name="materials",
    )
    name = models.CharField(_("material"), max_length=120)
    quantity = models.DecimalField(
        _("quantity"), max_digits=9, decimal_places=2, validators=[MinValueValidator(0)]
    )
    unit = models.CharField(_("unit"), max_length=20)
    is_there = models.BooleanField(_("is there"), default=False)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = _("material of a training")
        verbose_name_plural = _("materials of trainings")
        ordering = ["run", "name", "pk"]
        permissions = [("view_all_runmaterial", "Can see the materials of every training")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0), name="a_material_has_a_quantity"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.quantity:g} {self.unit})"
