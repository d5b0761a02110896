"""Files made of many certificates: one to print, or a zip. Made by a worker, kept for a while."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.models.batches import IssueBatch
from certificates.storage import private_storage


class PackageKind(models.TextChoices):
    PRINT = "print", _("print file")
    ZIP = "zip", _("zip of all PDFs")


class PackageState(models.TextChoices):
    """WAITING until a worker takes it (MAKING); READY until it expires; FAILED says why."""

    WAITING = "waiting", _("waiting")
    MAKING = "making", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")
    EXPIRED = "expired", _("no longer kept")


OPEN_PACKAGE_STATES = (PackageState.WAITING, PackageState.MAKING)


class Package(models.Model):
    """The certificates of `batch` as one file, for one person who asked for it.

    The row is the truth, a message to a worker only a nudge. `claim` names the run of a worker
    that holds it; `part` counts print files from 1. The file is deleted at `expires_at`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(
        IssueBatch, verbose_name=_("batch"), on_delete=models.CASCADE, related_name="packages"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=PackageKind.choices)
    part = models.PositiveSmallIntegerField(_("part"), default=1)
    state = models.CharField(
        _("state"), max_length=10, choices=PackageState.choices, default=PackageState.WAITING
    )
    file = models.FileField(_("file"), storage=private_storage, blank=True, max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    certificates = models.PositiveIntegerField(_("certificates in it"), default=0)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    claim = models.UUIDField(_("claim"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    error_code = models.CharField(_("error"), max_length=60, blank=True)
    expires_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("package")
        verbose_name_plural = _("packages")
        ordering = ["-asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "kind", "part", "asked_by"],
                condition=models.Q(state__in=OPEN_PACKAGE_STATES),
                name="one_open_package_per_batch_kind_part_and_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.part}: {self.batch}"
