"""What stays of a session: photographs, and what somebody promised to do."""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.private_files import private_storage
from mentoring.registry.consents import objecting_people
from mentoring.registry.models import ConsentPurpose, Membership, Person
from mentoring.scopes import VisibleQuerySet
from mentoring.sessions.models.attendance import Attendance
from mentoring.sessions.models.sessions import MentoringSession


def photo_path(evidence: "Evidence", filename: str) -> str:
    """By month and key: the sender's file name may tell who or where, so it is not kept."""
    day = evidence.received_at
    return f"mentoring/evidence/{day:%Y/%m}/{evidence.pk}.jpg"


class EvidenceQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any, on: date | None = None) -> "EvidenceQuerySet":
        """Without photographs of sessions somebody attended who wants no photographs.

        Who stands in a photograph is not written down, so all of that session rest.
        """
        unwilling = Person.objects.filter(
            objecting_people(ConsentPurpose.PHOTO, on or timezone.localdate())
        )
        there = Attendance.objects.filter(person__in=unwilling.values("pk"))
        return super().visible_to(user, on).exclude(session__in=there.values("session"))

    def arrived(self) -> "EvidenceQuerySet":
        """Those whose file is here; the others are still on a phone."""
        return self.exclude(photo="")


class Evidence(models.Model):
    """A photograph of a session: re-encoded, smaller, and without what the camera wrote in it.

    `original_sha256` is of the file as it was sent (hexadecimal), to find the same
    photograph used twice; `sha256` is of the file as it is kept. Until an announced file
    has arrived (`upload`), `photo` is empty.

    When and where it was taken stand beside it, as the camera or phone said; `metres_away`
    is from the craft centre's map point. They are marks to look at, never a refusal.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        MentoringSession,
        verbose_name=_("session"),
        on_delete=models.CASCADE,
        related_name="evidence",
    )
    upload = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    photo = models.FileField(_("photo"), upload_to=photo_path, storage=private_storage, blank=True)
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    accuracy_metres = models.PositiveIntegerField(_("accuracy in metres"), null=True, blank=True)
    metres_away = models.PositiveIntegerField(
        _("metres from the craft centre"), null=True, blank=True
    )
    is_far = models.BooleanField(_("taken far away"), default=False)
    is_older = models.BooleanField(_("taken on another day"), default=False)
    is_reused = models.BooleanField(_("used in another session"), default=False)
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    original_sha256 = models.CharField(max_length=64, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    received_at = models.DateTimeField(_("received at"))

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["session", "recorded_at", "pk"]
        permissions = [("view_all_evidence", "Can see every photo")]
        indexes = [models.Index(fields=["original_sha256"], name="evidence_original_sha256")]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "original_sha256"], name="one_copy_of_a_photo_per_session"
            )
        ]

    def __str__(self) -> str:
        return self.caption or str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("mentoring_sessions:photo", args=[self.pk])


class OwnerKind(models.TextChoices):
    """Who has to do what was promised."""

    MEMBER = "member", _("the group")
    FACILITATOR = "facilitator", _("the facilitator")
    BLK = "blk", _("the training centre (BLK)")
    PARTNER = "partner", _("a partner")


class FollowUpQuerySet(VisibleQuerySet):
    def open(self) -> "FollowUpQuerySet":
        return self.filter(done_on__isnull=True)

    def overdue_on(self, day: date) -> "FollowUpQuerySet":
        return self.open().filter(due_on__lt=day)

    def soonest_first(self) -> "FollowUpQuerySet":
        return self.order_by("due_on", "agreed_on", "pk")

    def with_owner_gone(self, day: date) -> "FollowUpQuerySet":
        """With `owner_is_gone`: the person who promised is no member of the group on `day`."""
        still = Membership.objects.on(day).filter(
            group=OuterRef("group"), person=OuterRef("owner_person")
        )
        gone = Q(owner_person__isnull=False) & ~Exists(still)
        return self.annotate(owner_is_gone=ExpressionWrapper(gone, models.BooleanField()))


class FollowUp(models.Model):
    """One promise: what, by whom, until when; closed with its result."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(
        "mentoring_registry.CrafterGroup",
        verbose_name=pgettext_lazy("crafters", "group"),
        on_delete=models.PROTECT,
        related_name="follow_ups",
    )
    session = models.ForeignKey(
        MentoringSession,
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="follow_ups",
    )
    text = models.CharField(_("what"), max_length=300)
    owner_kind = models.CharField(
        _("who does it"), max_length=12, choices=OwnerKind.choices, default=OwnerKind.MEMBER
    )
    owner_person = models.ForeignKey(
        "mentoring_registry.Person",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    agreed_on = models.DateField(_("agreed on"))
    due_on = models.DateField(_("until"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    result = models.CharField(_("what came of it"), max_length=300, blank=True)
    was_dropped = models.BooleanField(_("given up"), default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    received_at = models.DateTimeField(_("received at"))

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["due_on", "pk"]
        permissions = [("view_all_followup", "Can see every follow-up")]
        indexes = [models.Index(fields=["group", "done_on", "due_on"], name="follow_up_group_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("agreed_on")),
                name="a_follow_up_is_due_after_it_was_agreed",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(result=""),
                name="a_closed_follow_up_says_what_came_of_it",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) ^ Q(closed_by__isnull=False),
                name="a_closed_follow_up_says_who_closed_it",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def is_overdue_on(self, day: date) -> bool:
        return self.done_on is None and self.due_on < day
