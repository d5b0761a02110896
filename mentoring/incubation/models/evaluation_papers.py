"""Reports as files: asked for, made by a worker, gone after some days."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.incubation.models.evaluations import Evaluation
from mentoring.private_files import private_storage
from mentoring.registry.models.made_papers import MadePaper


class EvaluationPaperKind(models.TextChoices):
    REPORT = "report", _("evaluation report")
    RESULT = "result", _("result for the group")


def evaluation_paper_path(paper: "EvaluationPaper", filename: str) -> str:
    return f"mentoring/evaluation-papers/{paper.pk}.{paper.format}"


class EvaluationPaper(MadePaper):
    """One file of locked figures.

    digest: SHA-256 of the figures that the file says; empty until it was made.
    """

    evaluation = models.ForeignKey(
        Evaluation,
        verbose_name=_("evaluation"),
        on_delete=models.CASCADE,
        related_name="papers",
    )
    kind = models.CharField(_("paper"), max_length=8, choices=EvaluationPaperKind.choices)
    digest = models.CharField(_("digest (SHA-256)"), max_length=64, blank=True)
    file = models.FileField(upload_to=evaluation_paper_path, storage=private_storage, blank=True)

    class Meta(MadePaper.Meta):
        verbose_name = _("evaluation paper")
        verbose_name_plural = _("evaluation papers")
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="evaluation_paper_state")]

    def get_absolute_url(self) -> str:
        return reverse("mentoring_incubation:evaluation_paper", args=[self.pk])
