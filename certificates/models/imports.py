"""Certificates of the past: a table and its scans, read before any row is kept; then the scans."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certificates import conf
from certificates.models.certificates import Certificate
from certificates.models.issuers import Issuer
from certificates.models.types import CertificateType
from certificates.scopes import VisibleQuerySet
from certificates.storage import private_storage


class ImportState(models.TextChoices):
    """DROPPED: nothing of it stands, never kept or taken back."""

    MAPPING = "mapping", _("columns to be chosen")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked, nothing kept yet")
    KEEPING = "keeping", _("being kept")
    KEPT = "kept", _("kept")
    UNDOING = "undoing", _("being taken back")
    DROPPED = "dropped", _("dropped")
    FAILED = "failed", _("failed")


# What may follow what. In the states of AT_WORK a worker has something to do.
TRANSITIONS: dict[str, frozenset[str]] = {
    ImportState.MAPPING: frozenset({ImportState.CHECKING, ImportState.DROPPED}),
    ImportState.CHECKING: frozenset({ImportState.CHECKED, ImportState.FAILED}),
    ImportState.CHECKED: frozenset(
        {ImportState.CHECKING, ImportState.KEEPING, ImportState.DROPPED}
    ),
    ImportState.KEEPING: frozenset({ImportState.KEPT, ImportState.CHECKED, ImportState.FAILED}),
    ImportState.KEPT: frozenset({ImportState.UNDOING}),
    ImportState.UNDOING: frozenset({ImportState.DROPPED, ImportState.KEPT}),
    ImportState.DROPPED: frozenset(),
    ImportState.FAILED: frozenset({ImportState.CHECKING, ImportState.DROPPED}),
}
AT_WORK = (ImportState.CHECKING, ImportState.KEEPING, ImportState.UNDOING)
NOT_KEPT = (ImportState.MAPPING, ImportState.CHECKED, ImportState.FAILED)


class LegacyImportQuerySet(VisibleQuerySet):
    def at_work(self) -> "LegacyImportQuerySet":
        return self.filter(state__in=AT_WORK)


class LegacyImport(models.Model):
    """One uploaded table of paper certificates: all of its rows are kept, or none.

    headings: those of the table in their order; columns: field name -> heading, as confirmed.
    rows: [{"line": number in the table, "said": {field: text}, "problems": [{"code", "field",
    "facts", "suggestion"}]}]; emptied when the list is kept or dropped, because it names people.
    file: the table; scans_file: a ZIP of what was sent with it until a worker has read it.
    Workers claim a list and leave a heartbeat; the sweep gives a silent one to the next.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    issuer = models.ForeignKey(Issuer, verbose_name=_("issuer"), on_delete=models.PROTECT)
    type = models.ForeignKey(CertificateType, verbose_name=_("type"), on_delete=models.PROTECT)
    file_name = models.CharField(_("file name"), max_length=200)
    file = models.FileField(_("table"), storage=private_storage, blank=True, max_length=200)
    scans_file = models.FileField(_("scans"), storage=private_storage, blank=True, max_length=200)
    headings = models.JSONField(_("headings"), default=list)
    columns = models.JSONField(_("columns"), default=dict)
    rows = models.JSONField(_("rows"), default=list)
    rows_total = models.PositiveIntegerField(_("rows in all"), default=0)
    rows_wrong = models.PositiveIntegerField(_("rows to correct"), default=0)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState.choices, default=ImportState.MAPPING
    )
    error_code = models.CharField(_("error"), max_length=60, blank=True)
    claim = models.UUIDField(_("claim"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("attempts"), default=0)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    made_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("kept by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    kept_at = models.DateTimeField(_("kept at"), null=True, blank=True)

    objects = LegacyImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of past certificates")
        verbose_name_plural = _("imports of past certificates")
        ordering = ["-made_at", "pk"]
        permissions = [
            ("view_all_legacyimport", "Can see every import of past certificates"),
            ("send_legacyimport", "Can send lists of past certificates"),
            ("keep_legacyimport", "Can keep and take back past certificates sent by others"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kept_by__isnull=True) | ~models.Q(kept_by=models.F("made_by")),
                name="nobody_keeps_their_own_past_certificates",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("certificates_admin:past_list", args=[self.pk])

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK

    @property
    def faulty_rows(self) -> list[dict[str, Any]]:
        return [row for row in self.rows if row["problems"]]

    def can_be_taken_back(self, now: datetime) -> bool:
        """Whether its days are not over."""
        days = timedelta(days=conf.past_undo_days())
        return (
            self.state == ImportState.KEPT
            and self.kept_at is not None
            and now - days <= (self.kept_at)
        )


class LegacyScan(models.Model):
    """What a paper of the past looks like: a PDF as it came, or a picture without its metadata.

    sha256: of the file that is kept. error_code: why what was sent cannot be used ("": it can).
    certificate: the one it is of, as soon as the list is kept.
    """

    legacy_import = models.ForeignKey(
        LegacyImport, verbose_name=_("list"), on_delete=models.CASCADE, related_name="scans"
    )
    name = models.CharField(_("file name"), max_length=200)
    file = models.FileField(_("scan"), storage=private_storage, blank=True, max_length=200)
    sha256 = models.CharField(_("hash of the scan"), max_length=64, blank=True)
    size = models.PositiveIntegerField(_("size in bytes"), default=0)
    media_type = models.CharField(_("kind of file"), max_length=40, blank=True)
    error_code = models.CharField(_("error"), max_length=60, blank=True)
    certificate = models.OneToOneField(
        Certificate,
        verbose_name=_("certificate"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="scan",
    )

    class Meta:
        verbose_name = _("scan of a past certificate")
        verbose_name_plural = _("scans of past certificates")
        ordering = ["legacy_import", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["legacy_import", "name"], name="one_scan_per_list_and_name"
            )
        ]

    def __str__(self) -> str:
        return self.name
