"""What a visit needs so that it can be held: asked when it is planned."""

import uuid
from collections.abc import Collection, Mapping

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.sessions.models.sessions import MentoringSession


class ReadinessLine(models.TextChoices):
    """The operational lines of a visit (domain.md R38)."""

    PLACE = "place", pgettext_lazy("where a visit is held", "place")
    TOOLS = "tools", _("tools")
    MATERIAL = "material", _("material")
    CHILDCARE = "childcare", _("somebody for the children")
    TRANSPORT = "transport", _("transport")
    POWER = "power", _("electricity")
    NEXT_DATE = "next_date", _("date of the next visit")


class ReadinessAnswer(models.Model):
    """Whether one line was in order; a line without a row was never answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        MentoringSession,
        verbose_name=_("session"),
        on_delete=models.CASCADE,
        related_name="readiness",
    )
    line = models.CharField(_("line"), max_length=12, choices=ReadinessLine.choices)
    is_ready = models.BooleanField(_("in order"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered at"))

    class Meta:
        verbose_name = _("readiness of a visit")
        verbose_name_plural = _("readiness of visits")
        ordering = ["session", "line"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "line"], name="one_answer_per_readiness_line"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_line_display()}: {self.is_ready}"


def lines_missing(answers: Mapping[str, bool], blocking: Collection[str]) -> list[str]:
    """The lines of `blocking` that nobody answered, or that were not in order.

    answers: line -> in order. In the order of `ReadinessLine`; empty: the session is complete.
    """
    return [str(line) for line in ReadinessLine if line in blocking and not answers.get(line)]
