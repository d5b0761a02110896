"""Places by their official code, and craft centres."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.scopes import VisibleQuerySet


class TimeZone(models.TextChoices):
    """Indonesia's three zones; none has summer time."""

    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


class PlaceQuerySet(VisibleQuerySet):
    pass


class Place(models.Model):
    """An administrative area by its official code; the label never decides anything.

    Codes are those of the Ministry of Home Affairs: "35" province, "35.09" regency,
    "35.09.10" district, "35.09.10.2003" village. A place contains every place whose
    code continues its own after a full stop.
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

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["code"]
        permissions = [("view_all_place", "Can choose every place")]
        indexes = [models.Index(fields=["name"], name="place_name")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    def path(self) -> "list[Place]":
        """This place and those it belongs to, smallest first."""
        return [self, *(self.parent.path() if self.parent else [])]


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

    objects = SentraQuerySet.as_manager()

    class Meta:
        verbose_name = _("craft centre")
        verbose_name_plural = _("craft centres")
        ordering = ["name"]
        permissions = [("view_all_sentra", "Can see every craft centre")]

    def __str__(self) -> str:
        return self.name
