"""Phones: whose they are, how one is set up, and the one-time code for a forgotten PIN."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.field import conf
from mentoring.scopes import VisibleQuerySet


class DeviceState(models.TextChoices):
    """active -> revoked (what it still holds is offered for rescue) -> gone (it wiped itself)."""

    ACTIVE = "active", _("in use")
    REVOKED = "revoked", _("signed out")
    GONE = "gone", _("emptied")


class DeviceQuerySet(VisibleQuerySet):
    def in_use(self) -> "DeviceQuerySet":
        return self.filter(state=DeviceState.ACTIVE)

    def silent_at(self, now: datetime) -> "DeviceQuerySet":
        """Phones in use that were not heard of for so long that somebody should ask."""
        return self.in_use().filter(last_seen_at__lt=now - timedelta(days=conf.silent_after_days()))

    def with_names(self) -> "DeviceQuerySet":
        return self.select_related("user")


class Device(models.Model):
    """One phone of one person; its token is kept as a hash, its secret sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("whose phone"),
        on_delete=models.PROTECT,
        related_name="field_devices",
    )
    name = models.CharField(_("name of the phone"), max_length=100)
    state = models.CharField(
        _("state"), max_length=10, choices=DeviceState.choices, default=DeviceState.ACTIVE
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    secret_sealed = models.TextField(editable=False)
    # What its recovery key is derived from, once it was changed; before, the secret itself.
    recovery_sealed = models.TextField(editable=False, blank=True, default="")
    # Offered each time a forgotten PIN was opened, until the phone says which it took: texts with
    # spaces between, the newest first.
    next_secret_sealed = models.TextField(editable=False, blank=True, default="")
    app_version = models.CharField(_("version of the app"), max_length=40, blank=True)
    enrolled_at = models.DateTimeField(_("set up at"))
    last_seen_at = models.DateTimeField(_("last heard of"))
    unsent_count = models.PositiveIntegerField(
        _("unsent records"), null=True, blank=True, help_text=_("As the phone said last.")
    )
    unsent_files = models.PositiveIntegerField(
        _("unsent photographs and voices"),
        null=True,
        blank=True,
        help_text=_("As the phone said last, without what has come since."),
    )
    oldest_unsent_at = models.DateTimeField(_("oldest unsent record"), null=True, blank=True)
    # Positive: the phone is ahead. None: it never said its time, or no time that can be.
    clock_skew_seconds = models.BigIntegerField(_("clock ahead by seconds"), null=True, blank=True)
    last_sequence = models.PositiveBigIntegerField(default=0, editable=False)
    revoked_at = models.DateTimeField(_("signed out at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("signed out by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    revoked_reason = models.CharField(_("why it was signed out"), max_length=300, blank=True)
    gone_at = models.DateTimeField(_("emptied at"), null=True, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("phone of a facilitator")
        verbose_name_plural = _("phones of facilitators")
        ordering = ["last_seen_at", "pk"]
        permissions = [("view_all_device", "Can see every phone of a facilitator")]
        indexes = [models.Index(fields=["state", "last_seen_at"], name="device_silence")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("mentoring_field:device", args=[self.pk])

    @property
    def is_in_use(self) -> bool:
        return self.state == DeviceState.ACTIVE

    @property
    def was_heard_of(self) -> bool:
        """Whether it ever spoke after it was set up (`api/door.py` notes its first word)."""
        return self.last_seen_at > self.enrolled_at

    @property
    def clock_is_wrong(self) -> bool:
        """Whether its clock was off by more than the site lets pass, when it said so last."""
        skew = self.clock_skew_seconds
        return skew is not None and abs(skew) > conf.clock_skew_minutes() * 60

    def is_silent_at(self, now: datetime) -> bool:
        return self.is_in_use and self.last_seen_at < now - timedelta(days=conf.silent_after_days())


class Enrolment(models.Model):
    """An invitation for one phone, shown as a QR: valid once, for some hours."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("whose phone"),
        on_delete=models.PROTECT,
        related_name="field_enrolments",
    )
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    # Of what the phone that used the code made up before it asked; "" if it named nothing.
    attempt_hash = models.CharField(max_length=64, blank=True, default="", editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    invited_at = models.DateTimeField(_("invited at"))
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    device = models.OneToOneField(
        Device, on_delete=models.PROTECT, related_name="enrolment", null=True, blank=True
    )

    class Meta:
        verbose_name = _("invitation of a phone")
        verbose_name_plural = _("invitations of phones")
        ordering = ["-invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_per_person",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def is_open_at(self, now: datetime) -> bool:
        return self.used_at is None and self.withdrawn_at is None and now < self.expires_at


class UnlockCode(models.Model):
    """A one-time code that opens a phone whose PIN was forgotten; nothing unsent is lost."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="unlock_codes")
    code_hash = models.CharField(max_length=64, editable=False)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("given by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    given_at = models.DateTimeField(_("given at"))
    expires_at = models.DateTimeField(_("valid until"))
    wrong_tries = models.PositiveSmallIntegerField(_("wrong tries"), default=0)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("code for a forgotten PIN")
        verbose_name_plural = _("codes for forgotten PINs")
        ordering = ["-given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["device"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_unlock_code_per_phone",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def is_open_at(self, now: datetime) -> bool:
        return (
            self.used_at is None
            and self.withdrawn_at is None
            and now < self.expires_at
            and self.wrong_tries < conf.unlock_tries()
        )
