"""Places of the incubator, and which group works there or is visited at home, from when to when."""

import uuid
from datetime import date

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.intervals import DatedRow, on_day
from mentoring.registry.models import Tenancy as TenancyKind
from mentoring.scopes import VisibleQuerySet


class IncubatorPlaceKind(models.TextChoices):
    WORKSHOP = "workshop", _("workshop")
    LATHE_HOUSE = "lathe_house", _("lathe house")
    FINISHING_SHED = "finishing_shed", _("finishing shed")


class IncubatorPlaceQuerySet(VisibleQuerySet):
    def in_use_on(self, day: date) -> "IncubatorPlaceQuerySet":
        return self.filter(on_day(day))


class IncubatorPlace(DatedRow):
    """A room or shed of the incubator. capacity: groups at the same time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=16, choices=IncubatorPlaceKind.choices)
    place = models.ForeignKey(
        "mentoring_registry.Place",
        verbose_name=_("place"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Groups of this place and of every place inside it can work here."),
    )
    capacity = models.PositiveSmallIntegerField(
        _("groups at the same time"), default=1, validators=[MinValueValidator(1)]
    )

    objects = IncubatorPlaceQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = _("place of the incubator")
        verbose_name_plural = _("places of the incubator")
        ordering = ["name", "pk"]
        permissions = [("view_all_incubatorplace", "Can see every place of the incubator")]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["place", "name"], name="one_incubator_place_of_a_name_in_a_place"
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1), name="an_incubator_place_holds_a_group"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TenancyQuerySet(VisibleQuerySet):
    def on(self, day: date) -> "TenancyQuerySet":
        return self.filter(on_day(day))


class Tenancy(DatedRow):
    """From when until when a group works in the incubator (in-wall) or at home (out-wall)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(
        "mentoring_registry.CrafterGroup",
        verbose_name=pgettext_lazy("crafters", "group"),
        on_delete=models.PROTECT,
        related_name="tenancies",
    )
    kind = models.CharField(_("incubated"), max_length=8, choices=TenancyKind.choices)
    incubator_place = models.ForeignKey(
        IncubatorPlace,
        verbose_name=_("place of the incubator"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tenancies",
    )

    objects = TenancyQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = _("tenancy")
        verbose_name_plural = _("tenancies")
        ordering = ["group", "-starts_on", "pk"]
        permissions = [("view_all_tenancy", "Can see every tenancy")]
        constraints = [
            *DatedRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind=TenancyKind.INWALL) ^ Q(incubator_place__isnull=True),
                name="a_group_in_the_incubator_has_a_place_there",
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(ends_on__isnull=True),
                name="one_open_tenancy_per_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} – {self.incubator_place or self.get_kind_display()}"
