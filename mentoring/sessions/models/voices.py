"""Notes that were spoken instead of typed."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.private_files import private_storage
from mentoring.scopes import VisibleQuerySet
from mentoring.sessions.models.sessions import MentoringSession


def voice_path(voice: "VoiceNote", filename: str) -> str:
    """By month and key: the sender's file name may tell who or where, so it is not kept."""
    return f"mentoring/voices/{voice.received_at:%Y/%m}/{voice.pk}"


class VoiceNoteQuerySet(VisibleQuerySet):
    def arrived(self) -> "VoiceNoteQuerySet":
        return self.exclude(recording="")


class VoiceNote(models.Model):
    """One recording; empty until its upload has arrived. `sha256` is of the file as sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        MentoringSession,
        verbose_name=_("session"),
        on_delete=models.CASCADE,
        related_name="voices",
    )
    upload = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    recording = models.FileField(
        _("recording"), upload_to=voice_path, storage=private_storage, blank=True
    )
    media_type = models.CharField(max_length=40, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    seconds = models.PositiveSmallIntegerField(_("seconds"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    received_at = models.DateTimeField(_("received at"))

    objects = VoiceNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("spoken note")
        verbose_name_plural = _("spoken notes")
        ordering = ["session", "recorded_at", "pk"]
        permissions = [("view_all_voicenote", "Can hear every spoken note")]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "sha256"], name="one_copy_of_a_recording_per_session"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("mentoring_sessions:voice", args=[self.pk])
