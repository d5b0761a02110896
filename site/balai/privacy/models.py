"""What the law asks to be written down: breaches of personal data, and what was deleted when."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Source: UU 27/2022 on personal data, article 46: in writing, within 3 x 24 hours.
TELL_WITHIN = timedelta(hours=3 * 24)


class Told(models.TextChoices):
    PEOPLE = "people", _("the people whose data it is")
    AUTHORITY = "authority", _("the authority for personal data")
    PUBLIC = "public", _("the public")
    OTHER = "other", _("another body or person")


# Whom the law names; the public only sometimes.
MUST_BE_TOLD = (Told.PEOPLE, Told.AUTHORITY)


class BreachQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "BreachQuerySet":
        """Every breach for whoever may look into the register, none for others."""
        return self.all() if user.has_perm("privacy.view_breach") else self.none()

    def not_closed(self) -> "BreachQuerySet":
        return self.filter(closed_at=None)

    def with_notices(self) -> "BreachQuerySet":
        return self.prefetch_related("notices__recorded_by")


class Breach(models.Model):
    """Personal data that was seen, lost or changed by somebody who had no right to it.

    The clock runs from `noticed_at`. `people_count` is empty as long as nobody knows.
    Names of people whose data it is do not stand here: the register itself would leak.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("what happened, in a few words"), max_length=120)
    noticed_at = models.DateTimeField(_("noticed at"))
    happened = models.TextField(_("what happened, and how it was noticed"))
    what_data = models.TextField(_("which data"))
    is_specific = models.BooleanField(_("specific data is among it"), default=False)
    people_count = models.PositiveIntegerField(_("how many people"), null=True, blank=True)
    handling = models.TextField(_("what was done about it"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = BreachQuerySet.as_manager()

    class Meta:
        verbose_name = _("data breach")
        verbose_name_plural = _("data breaches")
        ordering = ["-noticed_at", "pk"]
        default_permissions = ("add", "change", "view")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("privacy:breach", args=[self.pk])

    @property
    def deadline(self) -> datetime:
        """Until when people and authority must have been told."""
        return self.noticed_at + TELL_WITHIN

    def is_closed(self) -> bool:
        return self.closed_at is not None

    def not_told(self) -> list[Told]:
        """Whom the law names and nobody told yet; asks the notices."""
        told = {notice.told for notice in self.notices.all()}
        return [whom for whom in MUST_BE_TOLD if whom not in told]

    def hours_left(self, now: datetime) -> int:
        """Whole hours until the deadline, rounded down; below zero when it has passed."""
        return (self.deadline - now) // timedelta(hours=1)


class BreachNotice(models.Model):
    """Somebody was told of a breach, or need not be: written once, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    breach = models.ForeignKey(
        Breach, verbose_name=_("data breach"), on_delete=models.PROTECT, related_name="notices"
    )
    told = models.CharField(_("who was told"), max_length=12, choices=Told.choices)
    told_at = models.DateTimeField(_("told at"))
    how = models.CharField(_("how, and in which words"), max_length=300)
    is_waived = models.BooleanField(
        _("need not be told"),
        default=False,
        help_text=_("For example because nobody's data can be read. Write the reason."),
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)

    class Meta:
        verbose_name = _("notice of a breach")
        verbose_name_plural = _("notices of breaches")
        ordering = ["told_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_told_display()} {self.told_at:%Y-%m-%d %H:%M}"


class RetentionRun(models.Model):
    """One pass over what is kept too long: which rule found how many rows.

    figures: [{"rule": code, "count": whole number, "failed": class name or ""}], in the
    order of the rules. Nothing in it names a person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ran_at = models.DateTimeField(_("ran at"), default=timezone.now)
    ran_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ran by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_dry_run = models.BooleanField(_("only looked"), default=False)
    figures = models.JSONField(_("figures"), default=list)

    class Meta:
        verbose_name = _("retention run")
        verbose_name_plural = _("retention runs")
        ordering = ["-ran_at", "pk"]
        default_permissions = ("view",)
        permissions = [
            ("view_audit", _("Can see who read, changed and exported what")),
            ("run_retention", _("Can delete what is kept longer than allowed")),
        ]

    def __str__(self) -> str:
        return f"{self.ran_at:%Y-%m-%d %H:%M}"

    def total(self) -> int:
        return sum(figure["count"] for figure in self.figures)
