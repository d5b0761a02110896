"""Reports as files: asked for, made by a worker, gone after some days."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.incubation.models.evaluations import Evaluation
from mentoring.private_files import private_storage
from mentoring.scopes import VisibleQuerySet


class EvaluationPaperKind(models.TextChoices):
    REPORT = "report", _("evaluation report")
    RESULT = "result", _("result for the group")


class EvaluationPaperFormat(models.TextChoices):
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "XLSX"


class EvaluationPaperState(models.TextChoices):
    """The row is the truth; a message to a worker is only a nudge."""

    WAITING = "waiting", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be made")


def evaluation_paper_path(paper: "EvaluationPaper", filename: str) -> str:
    return f"mentoring/evaluation-papers/{paper.pk}.{paper.format}"


class EvaluationPaperQuerySet(VisibleQuerySet):
    def open_at(self, now: datetime) -> "EvaluationPaperQuerySet":
        """Ready and not expired."""
        return self.filter(state=EvaluationPaperState.READY, expires_at__gt=now)


class EvaluationPaper(models.Model):
    """One file somebody asked for of locked figures; only she fetches it, until `expires_at`.

    digest: SHA-256 of the figures that the file says; empty until it was made.
    heartbeat_at, attempts: of the worker that writes it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evaluation = models.ForeignKey(
        Evaluation,
        verbose_name=_("evaluation"),
        on_delete=models.CASCADE,
        related_name="papers",
    )
    kind = models.CharField(_("paper"), max_length=8, choices=EvaluationPaperKind.choices)
    format = models.CharField(_("format"), max_length=4, choices=EvaluationPaperFormat.choices)
    language = models.CharField(max_length=8, editable=False)
    digest = models.CharField(_("digest (SHA-256)"), max_length=64, blank=True)
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=EvaluationPaperState.choices,
        default=EvaluationPaperState.WAITING,
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("requested by"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("requested at"))
    heartbeat_at = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    ready_at = models.DateTimeField(_("ready at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("kept until"), null=True, blank=True)
    file = models.FileField(upload_to=evaluation_paper_path, storage=private_storage, blank=True)

    objects = EvaluationPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation paper")
        verbose_name_plural = _("evaluation papers")
        ordering = ["-asked_at", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="evaluation_paper_state")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_format_display()})"

    def get_absolute_url(self) -> str:
        return reverse("mentoring_incubation:evaluation_paper", args=[self.pk])

    def is_open_at(self, now: datetime) -> bool:
        """Whether the file may still be fetched."""
        return bool(self.file) and self.expires_at is not None and self.expires_at > now
