"""Batches: what a clerk prepared, a head approved, and workers print, item by item."""

import uuid
from collections import defaultdict

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certificates.errors import refusal_by_code
from certificates.models.designs import TemplateVersion
from certificates.models.issuers import Signatory
from certificates.models.types import CertificateType, RuleSet
from certificates.scopes import VisibleQuerySet


class BatchState(models.TextChoices):
    """PREPARED waits for the head; ISSUING has its numbers; then DONE, or PARTIAL if
    some items failed (repeating them goes back to ISSUING). STOPPED: nobody takes another
    item until somebody lets it go on."""

    PREPARED = "prepared", _("waits for approval")
    ISSUING = "issuing", _("being printed")
    STOPPED = "stopped", _("stopped")
    DONE = "done", _("finished")
    PARTIAL = "partial", _("some failed")
    CANCELLED = "cancelled", _("cancelled")


# Batches that renew have a key of their own, so that nobody holds two for one training.
RENEWAL = "renewal:"
OPEN_STATES = (BatchState.PREPARED, BatchState.ISSUING, BatchState.STOPPED)


class IssueBatchQuerySet(VisibleQuerySet):
    def waiting_for_approval(self) -> "IssueBatchQuerySet":
        return self.filter(state=BatchState.PREPARED)

    def with_counts(self) -> "IssueBatchQuerySet":
        """Adds `item_count`, `done_count` and `failed_count`, counted from the rows."""
        return self.annotate(
            item_count=Count("items"),
            done_count=Count("items", filter=Q(items__state=ItemState.DONE)),
            failed_count=Count("items", filter=Q(items__state=ItemState.FAILED)),
            voided_count=Count("items", filter=Q(items__state=ItemState.VOIDED)),
        )


class IssueBatch(models.Model):
    """Certificates of one type for one occasion, checked, approved and printed together.

    `occasion` is the frozen answer of the plugin that knows the training (shape:
    `evidence.frozen_occasion`), `rules` the frozen rules it was checked with.
    `alongside`: the batch of certificates these statements were prepared with; both are
    approved together. `idempotency_key`: what the caller of the staff API named it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    type = models.ForeignKey(
        CertificateType, verbose_name=_("type"), on_delete=models.PROTECT, related_name="batches"
    )
    occasion_key = models.CharField(_("occasion key"), max_length=100)
    occasion = models.JSONField(_("occasion"))
    rule_set = models.ForeignKey(RuleSet, verbose_name=_("rule set"), on_delete=models.PROTECT)
    rules = models.JSONField(_("rules"))
    template_version = models.ForeignKey(
        TemplateVersion, verbose_name=_("design version"), on_delete=models.PROTECT
    )
    issued_on = models.DateField(_("issue date"))
    signatory = models.ForeignKey(Signatory, verbose_name=_("signatory"), on_delete=models.PROTECT)
    alongside = models.OneToOneField(
        "self",
        verbose_name=_("prepared with"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statement_batch",
    )
    idempotency_key = models.CharField(
        _("key of the request"), max_length=80, null=True, blank=True, unique=True
    )
    inputs_hash = models.CharField(_("hash of what was checked"), max_length=64, blank=True)
    logo = models.BinaryField(_("logo"), default=b"")
    state = models.CharField(
        _("state"), max_length=12, choices=BatchState.choices, default=BatchState.PREPARED
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("prepared by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    made_at = models.DateTimeField(_("prepared at"), auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = IssueBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ["-made_at", "pk"]
        permissions = [
            ("view_all_issuebatch", "Can see every batch"),
            ("prepare_issuebatch", "Can check trainings and prepare batches"),
            ("approve_issuebatch", "Can approve batches of others"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["type", "occasion_key"],
                condition=Q(state__in=OPEN_STATES),
                name="one_open_batch_per_type_and_occasion",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("made_by")),
                name="nobody_approves_their_own_batch",
            ),
        ]

    def __str__(self) -> str:
        title = f"{self.type.title_id} · {self.occasion['title']}"
        renewal = _("renewal")
        return f"{title} · {renewal}" if self.is_renewal else title

    def get_absolute_url(self) -> str:
        return reverse("certificates_admin:batch", args=[self.pk])

    @property
    def is_renewal(self) -> bool:
        """Whether its items renew certificates of the training `occasion` tells of."""
        return self.occasion_key.startswith(RENEWAL)


class ItemState(models.TextChoices):
    """An item waits in QUEUED, is PRINTING while a worker holds it, then DONE or FAILED.

    VOIDED: it failed for good, and its number was given up. CANCELLED with its batch.
    """

    PREPARED = "prepared", _("prepared")
    QUEUED = "queued", _("waiting")
    PRINTING = "printing", _("being printed")
    DONE = "done", _("finished")
    FAILED = "failed", _("failed")
    VOIDED = "voided", _("number void")
    CANCELLED = "cancelled", _("cancelled")


OPEN_ITEM_STATES = (ItemState.QUEUED, ItemState.PRINTING)
# Of these no certificate will come.
GIVEN_UP = (ItemState.VOIDED, ItemState.CANCELLED)


class IssueItem(models.Model):
    """One person in a batch: the row a worker takes, and the truth about how far it is.

    `holder_facts`: printed identity as checked (shape: `evidence.frozen_holder`).
    `rule_values`: one row per rule, frozen (shape: `rules.RuleResult`).
    `claim` names the worker run that holds the item: only that run may finish it.
    `renews`: the certificate in whose place the new one will stand; None for a first one.
    """

    batch = models.ForeignKey(
        IssueBatch, verbose_name=_("batch"), on_delete=models.CASCADE, related_name="items"
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("holder"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    renews = models.ForeignKey(
        "certificates.Certificate",
        verbose_name=_("renews"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="renewal_items",
    )
    position = models.PositiveIntegerField(_("position"))
    participant_number = models.CharField(_("participant number"), max_length=20, blank=True)
    holder_facts = models.JSONField(_("printed identity"))
    rule_values = models.JSONField(_("rule values"))
    state = models.CharField(
        _("state"), max_length=12, choices=ItemState.choices, default=ItemState.PREPARED
    )
    claim = models.UUIDField(_("claim"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    error_code = models.CharField(_("error"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("batch item")
        verbose_name_plural = _("batch items")
        ordering = ["batch", "position"]
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="item_state_heartbeat")]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "holder"], name="one_item_per_batch_and_holder"
            ),
            models.UniqueConstraint(
                fields=["renews"],
                condition=Q(renews__isnull=False) & ~Q(state__in=GIVEN_UP),
                name="one_item_renews_a_certificate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.holder_facts.get('printed_name', '')}"

    @property
    def error_sentence(self) -> str:
        """Why it failed, in words; the log holds what nobody foresaw."""
        refusal = refusal_by_code(self.error_code)
        if refusal is None:
            return _(
                "Something unexpected happened. Try again; if it stays, tell the administrator."
            )
        # The row keeps the code alone; what the sentence would name stands in the log.
        return str(refusal.message) % defaultdict(lambda: "…")
