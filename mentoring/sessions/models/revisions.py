"""Earlier versions of a session: nothing that was said once is lost."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.scopes import VisibleQuerySet
from mentoring.sessions.models.sessions import MentoringSession


class SessionRevision(models.Model):
    """What a session said before it was changed, who changed it, when and why.

    number: 1 is what was said first. payload: the version before, as `versions.version_of`
    writes it. digest: of the record that said it, so that its late copy is recognised.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        MentoringSession,
        verbose_name=_("session"),
        on_delete=models.CASCADE,
        related_name="revisions",
    )
    number = models.PositiveSmallIntegerField(_("version"))
    payload = models.JSONField(_("what it said"))
    digest = models.CharField(max_length=64, blank=True)
    reason = models.CharField(_("why it was changed"), max_length=300)
    revised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("changed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    revised_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("earlier version of a session")
        verbose_name_plural = _("earlier versions of sessions")
        ordering = ["session", "number"]
        indexes = [models.Index(fields=["digest"], name="session_revision_digest")]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"], name="one_version_per_number_and_session"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_changed_session_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.session} ({self.number})"


class CorrectionState(models.TextChoices):
    OPEN = "open", _("waits for a decision")
    APPROVED = "approved", _("approved")
    DECLINED = "declined", _("declined")


class SessionCorrectionQuerySet(VisibleQuerySet):
    def open(self) -> "SessionCorrectionQuerySet":
        return self.filter(state=CorrectionState.OPEN)

    def with_context(self) -> "SessionCorrectionQuerySet":
        return self.select_related("session__group__sentra", "session__recorded_by", "asked_by")


class SessionCorrection(models.Model):
    """A change asked for a session whose figures are locked; they stay until somebody decides.

    before, after: as `versions.version_of` writes them. base_digest: of the version that is to
    be changed; once the session says something else, nobody agrees to `after` unseen.
    locked_by: what locked it, in words.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        MentoringSession,
        verbose_name=_("session"),
        on_delete=models.CASCADE,
        related_name="corrections",
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=CorrectionState.choices,
        default=CorrectionState.OPEN,
    )
    before = models.JSONField(_("what it says"))
    after = models.JSONField(_("what it is to say"))
    digest = models.CharField(max_length=64)
    base_digest = models.CharField(max_length=64, blank=True)
    reason = models.CharField(_("why"), max_length=300)
    locked_by = models.CharField(_("what locked its figures"), max_length=200)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)

    objects = SessionCorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("asked correction of a session")
        verbose_name_plural = _("asked corrections of sessions")
        ordering = ["asked_at", "pk"]
        permissions = [
            ("view_all_sessioncorrection", "Can see every asked correction"),
            ("decide_sessioncorrection", "Can decide on corrections of locked sessions"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "digest"], name="one_correction_per_session_and_content"
            ),
            models.CheckConstraint(
                condition=Q(state=CorrectionState.OPEN) ^ Q(decided_at__isnull=False),
                name="a_correction_waits_or_says_when_it_was_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.reason}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring_sessions:correction", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == CorrectionState.OPEN
