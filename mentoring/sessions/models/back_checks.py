"""Back-checks (uji petik): held sessions drawn by lot, of which somebody asks again."""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.scopes import VisibleQuerySet
from mentoring.sessions.models.sessions import MentoringSession


class BackCheckDraw(models.Model):
    """One drawing of lots over the sessions of a place and month.

    seed: with it, and what could be drawn then, anybody finds the same lots again
    (`back_check_draw.draw`). sessions: how many were in the month when it was drawn.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(
        "mentoring_registry.Place",
        verbose_name=_("place"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    month = models.DateField(_("month"))
    percent = models.PositiveSmallIntegerField(_("percent"))
    seed = models.CharField(_("seed"), max_length=32)
    sessions = models.PositiveIntegerField(_("sessions"))
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("drawn by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    drawn_at = models.DateTimeField(_("drawn at"))

    class Meta:
        verbose_name = _("drawing of back-checks")
        verbose_name_plural = _("drawings of back-checks")
        ordering = ["-month", "-drawn_at"]
        indexes = [models.Index(fields=["place", "month"], name="back_check_draw_of_month")]

    def __str__(self) -> str:
        return f"{self.place}, {self.month:%m-%Y}"


class BackCheckQuerySet(VisibleQuerySet):
    def open(self) -> "BackCheckQuerySet":
        return self.filter(checked_at__isnull=True)

    def answered(self) -> "BackCheckQuerySet":
        return self.filter(checked_at__isnull=False)

    def to_ask(self, user: Any) -> "BackCheckQuerySet":
        """Those that wait for `user` to ask."""
        return self.open().filter(assigned_to=user)

    def between(self, since: date, until: date) -> "BackCheckQuerySet":
        """Of sessions held from `since` to the day before `until`."""
        return self.filter(session__happened_on__gte=since, session__happened_on__lt=until)

    def with_context(self) -> "BackCheckQuerySet":
        return self.select_related("session__group__sentra", "facilitator", "assigned_to")


class BackCheck(models.Model):
    """One held session drawn by lot: what it says is asked again, of somebody who was there.

    month: the first day of the month it was drawn for. facilitator: who led the session, or
    recorded it if nobody is named; neither of the two sees that it was drawn, nor asks again.
    assigned_to: who asks again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.OneToOneField(
        MentoringSession,
        verbose_name=_("session"),
        on_delete=models.CASCADE,
        related_name="back_check",
    )
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("facilitator"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    month = models.DateField(_("month"))
    drawn_at = models.DateTimeField(_("drawn at"))
    draw = models.ForeignKey(
        BackCheckDraw,
        verbose_name=_("drawing"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="back_checks",
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who asks again"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    informant = models.CharField(_("who was asked"), max_length=120, blank=True)
    note = models.TextField(_("note"), blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    checked_at = models.DateTimeField(_("asked at"), null=True, blank=True)

    objects = BackCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("back-check")
        verbose_name_plural = _("back-checks")
        ordering = ["month", "drawn_at", "pk"]
        permissions = [("view_all_backcheck", "Can see every back-check")]
        indexes = [
            models.Index(fields=["facilitator", "month"], name="back_check_of_month"),
            models.Index(fields=["assigned_to", "checked_at"], name="back_check_to_ask"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True) ^ Q(checked_by__isnull=False),
                name="a_finished_back_check_says_who_asked",
            ),
            models.CheckConstraint(
                condition=Q(assigned_to__isnull=True) | ~Q(assigned_to=F("facilitator")),
                name="nobody_asks_again_of_her_own_session",
            ),
        ]

    def __str__(self) -> str:
        return str(self.session)

    def get_absolute_url(self) -> str:
        return reverse("mentoring_sessions:back_check", args=[self.pk])

    @property
    def is_answered(self) -> bool:
        return self.checked_at is not None


class AskedAgain(models.TextChoices):
    """The items of a session that a back-check asks again."""

    HAPPENED = "happened", _("The visit took place on this day")
    PEOPLE = "people", _("So many people came")
    LENGTH = "length", _("It took about so long")
    LESSON = "lesson", _("This lesson was used")
    PROMISES = "promises", _("This was promised")


class BackCheckAnswer(models.Model):
    """What the record said about one item, what was found, and whether they agree."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    back_check = models.ForeignKey(
        BackCheck,
        verbose_name=_("back-check"),
        on_delete=models.CASCADE,
        related_name="answers",
    )
    item = models.CharField(_("item"), max_length=10, choices=AskedAgain.choices)
    told = models.CharField(_("what the record says"), max_length=300, blank=True)
    found = models.CharField(_("what was found"), max_length=300, blank=True)
    agrees = models.BooleanField(_("agrees"))

    class Meta:
        verbose_name = _("answer of a back-check")
        verbose_name_plural = _("answers of back-checks")
        ordering = ["back_check", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["back_check", "item"], name="one_answer_per_item_and_back_check"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_item_display()}: {self.agrees}"
