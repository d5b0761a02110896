"""Which lessons were used at a session, each with the very text that was taught."""

import uuid

import swapper
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.sessions.models.sessions import MentoringSession

swapper.set_app_prefix("wagtailcore", "wagtail")


class SessionLesson(models.Model):
    """One lesson of a session, in the order in which it was told.

    Page and revision pin the text; code and title are copies, so that they read the same
    after the page is renamed. `release` is the number of the version, None if nobody knows.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        MentoringSession,
        verbose_name=_("session"),
        on_delete=models.CASCADE,
        related_name="lessons",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        verbose_name=_("lesson used"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("text that was taught"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    code = models.CharField(_("lesson code"), max_length=40, blank=True)
    title = models.CharField(_("lesson title"), max_length=255, blank=True)
    # A number and not a reference: whoever keeps lessons may not be installed here.
    release = models.PositiveIntegerField(_("version of the lesson"), null=True, blank=True)

    class Meta:
        verbose_name = _("lesson of a session")
        verbose_name_plural = _("lessons of sessions")
        ordering = ["session", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "page"], name="one_line_per_lesson_and_session"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()
