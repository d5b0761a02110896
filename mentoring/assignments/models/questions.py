"""What a member of a group asks those who accompany it, in writing or with her voice."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.assignments import conf
from mentoring.private_files import private_storage
from mentoring.scopes import VisibleQuerySet

LONGEST = 1000


def voice_path(said: "Said", filename: str) -> str:
    """By kind and key: a file name may tell who speaks, so the sender's is not kept."""
    return f"mentoring/voices/{said._meta.model_name}/{said.pk}"


class Said(models.Model):
    """Words, a voice, or both. `voice_type` is what the file itself says it is ("audio/ogg")."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    text = models.TextField(_("in writing"), max_length=LONGEST, blank=True)
    voice = models.FileField(_("voice"), upload_to=voice_path, storage=private_storage, blank=True)
    voice_type = models.CharField(max_length=20, blank=True, editable=False)

    class Meta:
        abstract = True


_SAYS_SOMETHING = ~Q(text="") | ~Q(voice="")


class QuestionQuerySet(VisibleQuerySet):
    def kept(self) -> "QuestionQuerySet":
        """Those that were not taken back."""
        return self.filter(withdrawn_at__isnull=True)

    def open(self) -> "QuestionQuerySet":
        """Neither answered nor taken back."""
        return self.kept().filter(answer__isnull=True)

    def unanswered_for_long(self, now: datetime) -> "QuestionQuerySet":
        """Open for so many days that the coordinator should know."""
        return self.open().filter(asked_at__lte=now - timedelta(days=conf.unanswered_days()))

    def with_names(self) -> "QuestionQuerySet":
        return self.select_related("group", "asked_by", "answer__answered_by")


class Question(Said):
    """One question to whoever accompanies the group; taken back, nothing of it stays but when.

    `group` is the asker's group at that moment: a facilitator who takes it over reads its
    open questions, and who gives it up no longer does.
    """

    group = models.ForeignKey(
        "mentoring_registry.CrafterGroup",
        verbose_name=pgettext_lazy("crafters", "group"),
        on_delete=models.PROTECT,
        related_name="questions",
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="questions_asked",
    )
    asked_at = models.DateTimeField(_("asked at"))
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-asked_at", "pk"]
        permissions = [("view_all_question", "Can read every question")]
        indexes = [models.Index(fields=["group", "asked_at"], name="question_group_asked")]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=False) | _SAYS_SOMETHING,
                name="a_question_says_something",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("mentoring_assignments:question", args=[self.pk])

    @property
    def reply(self) -> "Answer | None":
        return getattr(self, "answer", None)

    @property
    def is_open(self) -> bool:
        return self.withdrawn_at is None and self.reply is None


class Answer(Said):
    """What somebody who accompanies the group says to it. `read_at`: first seen by the asker."""

    question = models.OneToOneField(
        Question, verbose_name=_("question"), on_delete=models.CASCADE, related_name="answer"
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["-answered_at", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=_SAYS_SOMETHING, name="an_answer_says_something")
        ]

    def __str__(self) -> str:
        return str(self.pk)
