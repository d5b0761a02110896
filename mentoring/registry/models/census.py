"""The census: crafters of a craft centre, also and above all those nobody serves yet."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.registry.models.name_keys import NameKeyField
from mentoring.registry.models.people import Person, Sex
from mentoring.registry.models.places import Place, Sentra
from mentoring.registry.models.strata import Stratum
from mentoring.scopes import VisibleQuerySet


class ConsentLevel(models.TextChoices):
    """What the person agreed to when she was written down."""

    LISTED_ONLY = "listed_only", _("to be counted only")
    CONTACT = "contact", _("to be visited")
    PROFILE = "profile", _("to tell more about herself")


class ReachedThrough(models.TextChoices):
    """Who led the census taker to the door."""

    VILLAGE_HEAD = "village_head", _("village head")
    REFERRAL = "referral", _("another crafter")
    WALK_THROUGH = "walk_through", _("walking from house to house")
    BLK_LIST = "blk_list", _("list of the training centre")
    JURAGAN = "juragan", _("juragan or art shop")


# Ways that the powerful guard: a census that knows no others shows whom they want to show.
GUARDED_WAYS = (ReachedThrough.VILLAGE_HEAD, ReachedThrough.JURAGAN)


class CensusEntryQuerySet(VisibleQuerySet):
    def seen_until(self, day: date) -> "CensusEntryQuerySet":
        return self.filter(seen_on__lte=day)

    def not_enrolled(self) -> "CensusEntryQuerySet":
        return self.filter(person__isnull=True)


class CensusEntry(models.Model):
    """One crafter as the census met her; the key is made where she is written down.

    `name` may be an alias. `person` stays empty until she is enrolled: the census of
    the not-served has no accounts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name or alias"), max_length=100)
    name_key = NameKeyField(source="name")
    sentra = models.ForeignKey(
        Sentra,
        verbose_name=_("craft centre"),
        on_delete=models.PROTECT,
        related_name="census_entries",
    )
    place = models.ForeignKey(Place, verbose_name=_("village"), on_delete=models.PROTECT)
    hamlet = models.CharField(_("hamlet"), max_length=80)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices, blank=True)
    craft = models.CharField(_("craft"), max_length=80, blank=True)
    stratum = models.CharField(_("stratum"), max_length=12, choices=Stratum.choices, blank=True)
    consent_level = models.CharField(
        _("agreed"),
        max_length=12,
        choices=ConsentLevel.choices,
        default=ConsentLevel.LISTED_ONLY,
    )
    reached_through = models.CharField(
        _("reached through"), max_length=12, choices=ReachedThrough.choices
    )
    referred_by = models.CharField(_("named by"), max_length=100, blank=True)
    wave = models.PositiveSmallIntegerField(_("wave"), default=1)
    seen_on = models.DateField(_("met on"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written down by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("written down at"))
    person = models.ForeignKey(
        Person,
        verbose_name=_("enrolled as"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="census_entries",
    )

    objects = CensusEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("census entry")
        verbose_name_plural = _("census")
        ordering = ["sentra", "hamlet", "name", "pk"]
        permissions = [("view_all_censusentry", "Can see the whole census")]
        indexes = [
            models.Index(fields=["sentra", "hamlet", "name"], name="census_sentra_hamlet_name"),
            models.Index(fields=["place"], name="census_place"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "sentra"],
                condition=Q(person__isnull=False),
                name="one_census_entry_per_person_and_craft_centre",
            ),
            models.CheckConstraint(condition=Q(wave__gte=1), name="census_waves_count_from_one"),
        ]

    def __str__(self) -> str:
        return self.name
