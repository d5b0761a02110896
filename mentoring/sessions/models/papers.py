"""Attendance sheets and minutes as files: asked for, made by a worker, gone after some days."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.private_files import private_storage
from mentoring.scopes import VisibleQuerySet
from mentoring.sessions.models.runs import TrainingRun
from mentoring.sessions.models.sessions import MentoringSession


class PaperKind(models.TextChoices):
    BLANK = "blank", _("attendance sheet to fill in (daftar hadir)")
    FILLED = "filled", _("attendance as recorded (daftar hadir)")
    MINUTES = "minutes", _("minutes (notulen, berita acara)")
    THANKS = "thanks", _("thank-you sheet of a study visit")


# What lists people, or what they said: asked for with a reason, and kept with it.
LISTS = (PaperKind.BLANK, PaperKind.FILLED, PaperKind.MINUTES)


class PaperFormat(models.TextChoices):
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "XLSX"


class PaperState(models.TextChoices):
    """The row is the truth; a message to a worker is only a nudge."""

    WAITING = "waiting", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be made")


def paper_path(paper: "AttendancePaper", filename: str) -> str:
    return f"mentoring/attendance-papers/{paper.pk}.{paper.format}"


class AttendancePaperQuerySet(VisibleQuerySet):
    def open_at(self, now: datetime) -> "AttendancePaperQuerySet":
        """Ready and not expired."""
        return self.filter(state=PaperState.READY, expires_at__gt=now)


class AttendancePaper(models.Model):
    """One file somebody asked for: of a session, of a group's month, or of a run.

    month: the first day of the month, with a group. A run with a group is that group's part
    of the run. Only whoever asked fetches the file, until `expires_at`. done, total:
    sessions written so far, and in all.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("paper"), max_length=8, choices=PaperKind.choices)
    format = models.CharField(_("format"), max_length=4, choices=PaperFormat.choices)
    run = models.ForeignKey(
        TrainingRun,
        verbose_name=_("training run"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    session = models.ForeignKey(
        MentoringSession,
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    group = models.ForeignKey(
        "mentoring_registry.CrafterGroup",
        verbose_name=pgettext_lazy("crafters", "group"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    month = models.DateField(_("month"), null=True, blank=True)
    language = models.CharField(max_length=8, editable=False)
    reason = models.CharField(_("reason"), max_length=200)
    state = models.CharField(
        _("state"), max_length=8, choices=PaperState.choices, default=PaperState.WAITING
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
    done = models.PositiveIntegerField(default=0, editable=False)
    total = models.PositiveIntegerField(default=0, editable=False)
    ready_at = models.DateTimeField(_("ready at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("kept until"), null=True, blank=True)
    file = models.FileField(upload_to=paper_path, storage=private_storage, blank=True)

    objects = AttendancePaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance paper")
        verbose_name_plural = _("attendance papers")
        ordering = ["-asked_at", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="attendance_paper_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(session__isnull=False, run__isnull=True, group__isnull=True)
                | Q(session__isnull=True, run__isnull=False, month__isnull=True)
                | Q(
                    session__isnull=True,
                    run__isnull=True,
                    group__isnull=False,
                    month__isnull=False,
                ),
                name="a_paper_is_of_a_session_a_month_or_a_run",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_format_display()})"

    def get_absolute_url(self) -> str:
        return reverse("mentoring_sessions:paper", args=[self.pk])
