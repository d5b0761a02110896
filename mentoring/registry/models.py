"""Places, craft centres, people, groups, who belongs to which, and where a role holds."""

import uuid
from datetime import date

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.intervals import DatedRow, on_day
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


class Tenancy(models.TextChoices):
    """Where a group is incubated: in the incubator's rooms or visited at its own place."""

    INWALL = "inwall", _("in-wall")
    OUTWALL = "outwall", _("out-wall")


class Tier(models.TextChoices):
    """How urgently a group needs visits. Never shown to members of any group."""

    WEAK = "weak", _("left behind")
    OTHER = "other", _("other")


class CrafterGroupQuerySet(VisibleQuerySet):
    def with_member_count(self, on: date) -> "CrafterGroupQuerySet":
        """Adds `member_count`: people whose membership counts on the day `on`."""
        # A subquery: as a join it would be worked out for every group to count the pages.
        members = (
            Membership.objects.on(on)
            .filter(group=models.OuterRef("pk"))
            .order_by()
            .values("group")
            .annotate(count=models.Count("pk"))
            .values("count")
        )
        return self.annotate(member_count=Coalesce(models.Subquery(members), models.Value(0)))


class CrafterGroup(models.Model):
    """A group of crafters: the unit of change of the whole programme."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    sentra = models.ForeignKey(
        Sentra, verbose_name=_("craft centre"), on_delete=models.PROTECT, related_name="groups"
    )
    hamlet = models.CharField(_("hamlet"), max_length=80, blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    tenancy = models.CharField(
        _("incubated"), max_length=8, choices=Tenancy.choices, default=Tenancy.OUTWALL
    )
    tier = models.CharField(_("tier"), max_length=8, choices=Tier.choices, default=Tier.OTHER)
    story = models.TextField(_("story"), blank=True)

    objects = CrafterGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("crafter group")
        verbose_name_plural = _("crafter groups")
        ordering = ["name", "pk"]
        permissions = [("view_all_craftergroup", "Can see every crafter group")]
        constraints = [
            models.UniqueConstraint(
                fields=["sentra", "name"], name="one_group_of_a_name_in_a_craft_centre"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("mentoring_sessions:group", args=[self.pk])


class MembershipRole(models.TextChoices):
    MEMBER = "member", _("member")
    CHAIR = "chair", _("chair")
    SECRETARY = "secretary", _("secretary")
    TREASURER = "treasurer", _("treasurer")


OFFICERS = (MembershipRole.CHAIR, MembershipRole.SECRETARY, MembershipRole.TREASURER)


class MembershipQuerySet(VisibleQuerySet):
    def on(self, day: date) -> "MembershipQuerySet":
        """Memberships that count on `day`."""
        return self.filter(on_day(day))

    def roster(self, day: date) -> "MembershipQuerySet":
        """Memberships that count on `day` with their people, officers first, then by name.

        Add `.filter(group=…)` or `.filter(group__in=…)`.
        """
        officers_first = models.Case(
            *(
                models.When(role=role, then=models.Value(place))
                for place, role in enumerate(OFFICERS)
            ),
            default=models.Value(len(OFFICERS)),
        )
        return (
            self.on(day)
            .select_related("person")
            .order_by("group", officers_first, "person__full_name", "pk")
        )


class Membership(DatedRow):
    """Who belonged to which group, from when until when, and in what role."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="memberships"
    )
    group = models.ForeignKey(
        CrafterGroup,
        verbose_name=pgettext_lazy("crafters", "group"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField(
        _("role"), max_length=12, choices=MembershipRole.choices, default=MembershipRole.MEMBER
    )
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["group", "-starts_on", "pk"]
        permissions = [("view_all_membership", "Can see every membership")]
        indexes = [models.Index(fields=["group", "starts_on"], name="membership_group_start")]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "group"],
                condition=Q(ends_on__isnull=True),
                name="one_open_membership_per_person_and_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.group}"


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
