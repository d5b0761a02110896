"""People the programme knows."""

import uuid
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.intervals import on_day
from mentoring.private_files import private_storage
from mentoring.registry.models.name_keys import NameKeyField
from mentoring.registry.models.places import Place
from mentoring.scopes import VisibleQuerySet

if TYPE_CHECKING:
    from mentoring.registry.models.groups import CrafterGroup


class Sex(models.TextChoices):
    FEMALE = "P", _("woman")
    MALE = "L", _("man")


class Language(models.TextChoices):
    """What people speak at home, by code of ISO 639: those of the first craft centres."""

    INDONESIAN = "id", pgettext_lazy("language", "Indonesian")
    JAVANESE = "jv", _("Javanese")
    MADURESE = "mad", _("Madurese")
    SASAK = "sas", _("Sasak")
    BALINESE = "ban", _("Balinese")
    SUNDANESE = "su", _("Sundanese")
    BUGIS = "bug", _("Bugis")
    OTHER = "mul", _("another language")


class Schooling(models.TextChoices):
    """The last school finished, in bands; never a year or a name of a school."""

    NONE = "none", _("no school finished")
    PRIMARY = "primary", _("primary school")
    LOWER_SECONDARY = "lower_secondary", _("lower secondary school")
    UPPER_SECONDARY = "upper_secondary", _("upper secondary school")
    HIGHER = "higher", _("above secondary school")
    REFUSED = "refused", _("does not want to say")


class Disability(models.TextChoices):
    """What is hard for somebody, as she says it. Specific data: only with her consent."""

    NONE = "none", _("nothing is hard")
    SEEING = "seeing", _("seeing")
    HEARING = "hearing", _("hearing")
    MOVING = "moving", _("walking or using the hands")
    LEARNING = "learning", _("remembering or understanding")
    SPEAKING = "speaking", _("speaking")
    SEVERAL = "several", _("several of these")
    REFUSED = "refused", _("does not want to say")


class HelpedByMinors(models.TextChoices):
    """Whether somebody under 18 helps with the work. Children are never named."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    REFUSED = "refused", _("does not want to say")
    NOT_ASKED = "not_asked", _("not asked")


class WorkerStatus(models.TextChoices):
    """How somebody stands in the trade; the questions that lead here are `worker_status.py`."""

    OWN_ACCOUNT = "MANDIRI", _("works for herself")
    HOMEWORKER = "PEKERJA_RUMAHAN", _("homeworker")
    WAGE_WORKER = "BURUH", _("wage worker")
    FAMILY_WORKER = "PEKERJA_KELUARGA", _("helps the family, unpaid")
    BUYER_EMPLOYER = "JURAGAN", _("buys or hires")


def portrait_path(person: "Person", filename: str) -> str:
    """By key: the sender's file name may tell who it is, so it is not kept."""
    return f"mentoring/portraits/{uuid.uuid4()}.jpg"


class PersonQuerySet(VisibleQuerySet):
    def present(self) -> "PersonQuerySet":
        """Neither erased nor found to be somebody else's second row."""
        return self.filter(tombstoned_at__isnull=True, merged_into__isnull=True)

    def members_of(self, group: "CrafterGroup", day: date) -> "PersonQuerySet":
        """People whose membership of `group` counts on `day`."""
        return self.filter(pk__in=group.memberships.filter(on_day(day)).values("person"))


class Person(models.Model):
    """Somebody the programme knows: a crafter, an officer, an informant, a buyer.

    A name may be one word. Birth, address and portrait stay empty until a certificate
    prints them. `user` exists as soon as the person takes part, reads or holds a
    certificate. Empty answers mean "not asked", never "no".

    tombstoned_at: the moment her data were erased; the row stays for counting only.
    merged_into: the row that goes on, when two rows were one person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    full_name = models.CharField(_("full name"), max_length=100)
    name_key = NameKeyField(source="full_name")
    nickname = models.CharField(_("called"), max_length=40, blank=True)
    title_before = models.CharField(_("title before the name"), max_length=40, blank=True)
    title_after = models.CharField(_("title after the name"), max_length=40, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices, blank=True)
    birthplace = models.CharField(_("birthplace"), max_length=80, blank=True)
    born_on = models.DateField(_("birth date"), null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("birth year"), null=True, blank=True)
    is_birth_estimated = models.BooleanField(_("the birth year is a guess"), default=False)
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    phone_is_shared = models.BooleanField(_("others use this phone too"), default=False)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    schooling = models.CharField(
        _("schooling"), max_length=16, choices=Schooling.choices, blank=True
    )
    disability = models.CharField(
        _("what is hard"), max_length=12, choices=Disability.choices, blank=True
    )
    is_head_of_household = models.BooleanField(_("heads the household"), null=True, blank=True)
    raises_children_alone = models.BooleanField(_("raises children alone"), null=True, blank=True)
    receives_social_aid = models.BooleanField(
        _("the household receives social aid"), null=True, blank=True
    )
    helped_by_minors = models.CharField(
        _("helped by somebody under 18"),
        max_length=10,
        choices=HelpedByMinors.choices,
        default=HelpedByMinors.NOT_ASKED,
    )
    worker_statuses = models.JSONField(_("work"), default=list, blank=True)
    portrait = models.FileField(
        _("portrait 3x4"), upload_to=portrait_path, storage=private_storage, blank=True
    )
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
    tombstoned_at = models.DateTimeField(_("erased at"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("is the same person as"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged_rows",
        editable=False,
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["full_name", "pk"]
        indexes = [models.Index(fields=["full_name"], name="person_full_name")]
        permissions = [("view_all_person", "Can see every person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
                name="nobody_is_merged_into_herself",
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_gone(self) -> bool:
        """Erased, or found to be somebody else's second row. As `present`, for one row."""
        return self.tombstoned_at is not None or self.merged_into_id is not None

    def name_with_titles(self) -> str:
        """As on a certificate: "Hj. Ruminah Contoh, S.Pd."."""
        name = f"{self.title_before} {self.full_name}".strip()
        return f"{name}, {self.title_after}" if self.title_after else name

    def year_of_birth(self) -> int | None:
        """From the full date where it is known, else the year alone."""
        return self.born_on.year if self.born_on else self.birth_year

    def called(self) -> str:
        return self.nickname or self.full_name

    @property
    def has_specific_data(self) -> bool:
        """Whether anything was written down that is shown to her keepers only."""
        return bool(self.disability) or self.helped_by_minors != HelpedByMinors.NOT_ASKED

    def address(self) -> str:
        """Hamlet, RT/RW and the places up to the province, as on an envelope.

        Reads `place` and its three parents: select them with the row.
        """
        places = self.place.path() if self.place else []
        rt_rw = f"RT/RW {self.rt_rw}" if self.rt_rw else ""
        return ", ".join(filter(None, [self.hamlet, rt_rw, *(place.name for place in places)]))

    address.short_description = _("address")  # type: ignore[attr-defined]
