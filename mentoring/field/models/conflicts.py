"""Where a phone and the office say different things, until a person decides."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.field.models.envelopes import Envelope
from mentoring.offline_records import ConflictKind, Resolution
from mentoring.scopes import VisibleQuerySet

KIND_WORDS = [
    (ConflictKind.SOFT.value, _("joined, for your information")),
    (ConflictKind.HARD.value, _("to be decided")),
    (ConflictKind.LOCKED.value, _("the figures are locked")),
]
RESOLUTION_WORDS = [
    (Resolution.KEEP_SERVER.value, _("keep what the office has")),
    (Resolution.KEEP_DEVICE.value, _("take what the phone has")),
    (Resolution.MERGE.value, _("chosen for each field")),
    (Resolution.BOTH.value, _("keep both")),
]


class ConflictQuerySet(VisibleQuerySet):
    def open(self) -> "ConflictQuerySet":
        return self.filter(resolved_at__isnull=True)


class Conflict(models.Model):
    """What the office had and what the phone sent, side by side, and who decided what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    envelope = models.OneToOneField(Envelope, on_delete=models.PROTECT, related_name="conflict")
    kind = models.CharField(_("kind"), max_length=10, choices=KIND_WORDS)
    server_values = models.JSONField(_("in the office"), default=dict, blank=True)
    device_values = models.JSONField(_("on the phone"), default=dict, blank=True)
    found_at = models.DateTimeField(_("found at"))
    resolution = models.CharField(
        _("decision"), max_length=12, choices=RESOLUTION_WORDS, blank=True
    )
    # What was agreed, field -> value; of a merge, the chosen ones.
    agreed_values = models.JSONField(default=dict, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    resolved_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    note = models.TextField(_("why it was decided so"), blank=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        verbose_name = _("difference between phone and office")
        verbose_name_plural = _("differences between phone and office")
        ordering = ["found_at", "pk"]
        permissions = [("view_all_conflict", "Can see every difference between phone and office")]

    def __str__(self) -> str:
        return str(self.envelope_id)

    def get_absolute_url(self) -> str:
        return reverse("mentoring_field:conflict", args=[self.pk])
