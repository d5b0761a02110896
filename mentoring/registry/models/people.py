"""People the programme knows."""

import uuid
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.intervals import on_day
from mentoring.registry.models.places import Place
from mentoring.scopes import VisibleQuerySet

if TYPE_CHECKING:
    from mentoring.registry.models.groups import CrafterGroup


class Sex(models.TextChoices):
    FEMALE = "P", _("woman")
    MALE = "L", _("man")


class PersonQuerySet(VisibleQuerySet):
    def members_of(self, group: "CrafterGroup", day: date) -> "PersonQuerySet":
        """People whose membership of `group` counts on `day`."""
        return self.filter(pk__in=group.memberships.filter(on_day(day)).values("person"))


class Person(models.Model):
    """Somebody the programme knows: a crafter, an officer, an informant, a buyer.

    A name may be one word. Birth and address stay empty until a certificate prints
    them. `user` exists as soon as the person takes part, reads or holds a certificate.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    full_name = models.CharField(_("full name"), max_length=100)
    nickname = models.CharField(_("called"), max_length=40, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices, blank=True)
    birthplace = models.CharField(_("birthplace"), max_length=80, blank=True)
    born_on = models.DateField(_("birth date"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    place = models.ForeignKey(
        Place, verbose_name=_("village"), null=True, blank=True, on_delete=models.PROTECT
    )
    hamlet = models.CharField(_("hamlet"), max_length=80)
    rt_rw = models.CharField(_("RT/RW"), max_length=16, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="registry_person",
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["full_name", "pk"]
        indexes = [models.Index(fields=["full_name"], name="person_full_name")]
        permissions = [("view_all_person", "Can see every person")]

    def __str__(self) -> str:
        return self.full_name

    def called(self) -> str:
        return self.nickname or self.full_name

    def address(self) -> str:
        """Hamlet, RT/RW and the places up to the province, as on an envelope.

        Reads `place` and its three parents: select them with the row.
        """
        places = self.place.path() if self.place else []
        rt_rw = f"RT/RW {self.rt_rw}" if self.rt_rw else ""
        return ", ".join(filter(None, [self.hamlet, rt_rw, *(place.name for place in places)]))

    address.short_description = _("address")  # type: ignore[attr-defined]
