"""Places by their official code, what became of them, and craft centres."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.scopes import VisibleQuerySet


class TimeZone(models.TextChoices):
    """Indonesia's three zones; none has summer time."""

    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


class PlaceQuerySet(VisibleQuerySet):
    def valid_on(self, day: date) -> "PlaceQuerySet":
        """Places that exist under their code on `day`."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        )


class Place(models.Model):
    """An administrative area by its official code; the label never decides anything.

    Codes are those of the Ministry of Home Affairs: "35" province, "35.09" regency,
    "35.09.10" district, "35.09.10.2003" village. A place contains every place whose
    code continues its own after a full stop. `bps_code` is that of the statistics office,
    digits only. `valid_to` is the first day on which the code is no longer in use; the
    row stays, and `PlaceChange` says what the place is called since.
    """

    code = models.CharField(
        _("official code"),
        max_length=13,
        primary_key=True,
        validators=[
            RegexValidator(
                r"^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$",
                _("Write the code with full stops, for example 35.09.10.2003."),
            )
        ],
    )
    name = models.CharField(_("name"), max_length=100)
    parent = models.ForeignKey(
        "self", verbose_name=_("belongs to"), null=True, blank=True, on_delete=models.PROTECT
    )
    bps_code = models.CharField(
        _("code of BPS"),
        max_length=10,
        blank=True,
        validators=[
            RegexValidator(
                r"^(\d{2}|\d{4}|\d{7}|\d{10})$",
                _("The code of BPS has 2, 4, 7 or 10 digits and no full stops."),
            )
        ],
    )
    valid_from = models.DateField(_("in use from"), null=True, blank=True)
    valid_to = models.DateField(_("no longer in use from"), null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["code"]
        permissions = [("view_all_place", "Can choose every place")]
        indexes = [
            models.Index(fields=["name"], name="place_name"),
            models.Index(fields=["bps_code"], name="place_bps_code"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="a_place_is_in_use_at_least_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    def path(self) -> "list[Place]":
        """This place and those it belongs to, smallest first."""
        return [self, *(self.parent.path() if self.parent else [])]


class PlaceChangeKind(models.TextChoices):
    RENAME = "rename", pgettext_lazy("a place", "renamed")
    SPLIT = "split", pgettext_lazy("a place", "split")
    MERGE = "merge", pgettext_lazy("a place", "merged")


class PlaceChange(models.Model):
    """What became of a place on a day: another name or code, a part of it, or a larger one.

    A place that got another name under the same code leads to itself; `name_before`
    keeps what it was called. A split has one row for each new place.
    """

    kind = models.CharField(_("what happened"), max_length=8, choices=PlaceChangeKind.choices)
    old = models.ForeignKey(
        Place, verbose_name=_("before"), on_delete=models.PROTECT, related_name="later_changes"
    )
    new = models.ForeignKey(
        Place, verbose_name=_("after"), on_delete=models.PROTECT, related_name="earlier_changes"
    )
    name_before = models.CharField(_("name before"), max_length=100)
    happened_on = models.DateField(_("date"))
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("change of a place")
        verbose_name_plural = _("changes of places")
        ordering = ["happened_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["old", "new", "happened_on"], name="one_change_of_two_places_a_day"
            ),
            models.CheckConstraint(
                condition=Q(kind=PlaceChangeKind.RENAME) | ~Q(old=F("new")),
                name="only_a_renamed_place_leads_to_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class SentraQuerySet(VisibleQuerySet):
    pass


class Sentra(models.Model):
    """A craft centre: alike products made by many in one place."""

    name = models.CharField(_("name"), max_length=120)
    craft = models.CharField(_("craft"), max_length=80)
    products = models.CharField(_("products"), max_length=200, blank=True)
    place = models.ForeignKey(
        Place, verbose_name=_("place"), on_delete=models.PROTECT, related_name="sentra"
    )
    time_zone = models.CharField(_("time zone"), max_length=32, choices=TimeZone.choices)
    institution_in_charge = models.CharField(_("institution in charge"), max_length=120, blank=True)
    business_units = models.PositiveIntegerField(
        _("business units"),
        null=True,
        blank=True,
        help_text=_("How many workshops and home industries make these products here."),
    )
    is_womens_craft = models.BooleanField(
        _("mostly women do this craft here"),
        default=False,
        help_text=_("A group here without any woman is then pointed out."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Degrees, south is negative: -8.266667"),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Degrees: 113.533333"),
    )

    objects = SentraQuerySet.as_manager()

    class Meta:
        verbose_name = _("craft centre")
        verbose_name_plural = _("craft centres")
        ordering = ["name"]
        permissions = [("view_all_sentra", "Can see every craft centre")]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
                name="a_craft_centre_has_a_whole_map_point_or_none",
            )
        ]

    def __str__(self) -> str:
        return self.name
