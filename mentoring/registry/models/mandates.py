"""Where a role holds."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.intervals import DatedRow, on_day
from mentoring.registry.models.places import Place
from mentoring.scopes import VisibleQuerySet


class MandateRole(models.TextChoices):
    COORDINATOR = "coordinator", _("Coordinator")
    EVALUATOR = "evaluator", _("Evaluator")
    CENSUS_TAKER = "census_taker", _("Census taker")
    MANAGER = "programme_manager", _("Programme manager")


class MandateQuerySet(VisibleQuerySet):
    def on(self, day: date) -> "MandateQuerySet":
        return self.filter(on_day(day))


class Mandate(DatedRow):
    """Where a role holds: Django groups say what a role may do, this row says for which place."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.PROTECT,
        related_name="mandates",
    )
    role = models.CharField(_("role"), max_length=20, choices=MandateRole.choices)
    place = models.ForeignKey(Place, verbose_name=_("place"), on_delete=models.PROTECT)

    objects = MandateQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["user", "-starts_on", "pk"]
        permissions = [("view_all_mandate", "Can see every mandate")]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "role", "place"],
                condition=Q(ends_on__isnull=True),
                name="one_open_mandate_per_user_role_and_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()} – {self.place}"
