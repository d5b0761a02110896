"""Which groups need somebody to look at them: figures computed at night, and their age."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# A night's scan explains a day; whatever is older than this was missed.
OLD_AFTER = timedelta(hours=26)


class AttentionReason(models.Model):
    """One reason to look at one group, as the latest scan found it.

    code: of a kind that a room answers with `register_group_attention`. weight: what
    orders the groups; the sum of a group's reasons counts. since: the day it began;
    days: how many days it lasts, or another whole number the kind's sentence tells.
    """

    group = models.ForeignKey(
        "mentoring_registry.CrafterGroup",
        verbose_name=pgettext_lazy("crafters", "group"),
        on_delete=models.CASCADE,
        related_name="attention",
    )
    code = models.CharField(_("why"), max_length=32)
    weight = models.PositiveSmallIntegerField(_("weight"))
    since = models.DateField(pgettext_lazy("attention", "since"), null=True, blank=True)
    days = models.PositiveIntegerField(_("days"), null=True, blank=True)

    class Meta:
        verbose_name = _("reason for attention")
        verbose_name_plural = _("reasons for attention")
        ordering = ["-weight", "code"]
        indexes = [models.Index(fields=["code", "since"], name="attention_code_since")]
        constraints = [
            models.UniqueConstraint(fields=["group", "code"], name="one_reason_of_a_code_per_group")
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.code}"


class AttentionScanQuerySet(models.QuerySet):
    def latest_finished_at(self) -> datetime | None:
        return self.aggregate(at=models.Max("finished_at"))["at"]


class AttentionScan(models.Model):
    """One pass over all groups: the age of every reason. An unfinished one was cut off."""

    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    groups = models.PositiveIntegerField(_("groups looked at"), default=0)

    objects = AttentionScanQuerySet.as_manager()

    class Meta:
        verbose_name = _("scan for attention")
        verbose_name_plural = _("scans for attention")
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["-finished_at"], name="attention_scan_newest")]

    def __str__(self) -> str:
        return str(self.started_at)
