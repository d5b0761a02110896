"""Attendance sheets and minutes as files: asked for, made by a worker, gone after some days."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.private_files import private_storage
from mentoring.registry.models.made_papers import MadePaper
from mentoring.sessions.models.runs import TrainingRun
from mentoring.sessions.models.sessions import MentoringSession


class PaperKind(models.TextChoices):
    BLANK = "blank", _("attendance sheet to fill in (daftar hadir)")
    FILLED = "filled", _("attendance as recorded (daftar hadir)")
    MINUTES = "minutes", _("minutes (notulen, berita acara)")
    THANKS = "thanks", _("thank-you sheet of a study visit")


# What lists people, or what they said: asked for with a reason, and kept with it.
LISTS = (PaperKind.BLANK, PaperKind.FILLED, PaperKind.MINUTES)


def paper_path(paper: "AttendancePaper", filename: str) -> str:
    return f"mentoring/attendance-papers/{paper.pk}.{paper.format}"


class AttendancePaper(MadePaper):
    """One file of a session, of a group's month, or of a run.

    month: the first day of the month, with a group. A run with a group is that group's part
    of the run. done, total: sessions written so far, and in all.
    """

    kind = models.CharField(_("paper"), max_length=8, choices=PaperKind.choices)
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
    reason = models.CharField(_("reason"), max_length=200)
    done = models.PositiveIntegerField(default=0, editable=False)
    total = models.PositiveIntegerField(default=0, editable=False)
    file = models.FileField(upload_to=paper_path, storage=private_storage, blank=True)

    class Meta(MadePaper.Meta):
        verbose_name = _("attendance paper")
        verbose_name_plural = _("attendance papers")
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

    def get_absolute_url(self) -> str:
        return reverse("mentoring_sessions:paper", args=[self.pk])
