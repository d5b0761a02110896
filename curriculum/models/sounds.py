"""Spoken words."""

from pathlib import PurePosixPath

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from curriculum import conf
from curriculum.audio import MEDIA_TYPES, check_weight, require_mp3, sound_facts
from curriculum.models.measured import MeasuredFile


class Sound(MeasuredFile):
    """One short piece of speech, as Opus (or MP3, or AAC) and, for older phones, as MP3.

    The file is named after what it is, so its suffix can be trusted (`media_type`).

    Not a Wagtail document: a card needs both files, the length and the weight as one
    thing, and a document is handed out by a view with database queries for every play.
    """

    TITLE_LENGTH = 120

    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    file = models.FileField(
        _("sound file"),
        upload_to="sounds/",
        validators=[FileExtensionValidator(["opus", "ogg", "oga", "mp3", "m4a", "aac", "webm"])],
        help_text=_("Opus, MP3 or M4A (AAC). Speech needs no more than 16 kbit a second."),
    )
    fallback_file = models.FileField(
        _("MP3 file"),
        upload_to="sounds/",
        blank=True,
        validators=[FileExtensionValidator(["mp3"])],
        help_text=_("For phones that cannot play Opus."),
    )
    seconds = models.PositiveIntegerField(_("length in seconds"), default=0, editable=False)
    size = models.PositiveIntegerField(_("weight in bytes"), default=0, editable=False)
    is_machine_voice = models.BooleanField(
        _("machine voice"),
        default=False,
        help_text=_("Spoken by a computer; readers are told."),
    )
    created_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("sound")
        verbose_name_plural = _("sounds")
        ordering = ["title", "pk"]
        indexes = [models.Index(fields=["title"], name="sound_title")]

    def __str__(self) -> str:
        """Editors see, wherever they choose, which voice a person is still to replace."""
        return f"{self.title} ({gettext('machine voice')})" if self.is_machine_voice else self.title

    def clean(self) -> None:
        super().clean()
        self._refuse("file", self.measure)
        if self.fallback_file:
            self._refuse("fallback_file", self._check_fallback)

    def measure(self) -> None:
        """Read `seconds` and `size` from the file and name it after what it is.

        Raises a refusal if it is no sound that phones play.
        """
        if not self.file:
            return
        self.size = self.file.size
        # Opus says the same in half the bytes of the others.
        check_weight(self.size, 2 * conf.max_sound_bytes())
        facts = sound_facts(self.file.file, self.size)
        if facts.kind == "opus":
            check_weight(self.size, conf.max_sound_bytes())
        self.seconds = facts.seconds
        if not self.file._committed:  # type: ignore[attr-defined]
            self.file.name = str(PurePosixPath(self.file.name or "").with_suffix(f".{facts.kind}"))
        self.file.seek(0)

    def media_type(self) -> str:
        """What the file is, as a browser is told."""
        kind = PurePosixPath(self.file.name or "").suffix.lstrip(".")
        # Before others were accepted, every sound was Opus, also those named .ogg.
        return MEDIA_TYPES.get(kind, MEDIA_TYPES["opus"])

    def _check_fallback(self) -> None:
        check_weight(self.fallback_file.size, 2 * conf.max_sound_bytes())
        require_mp3(self.fallback_file.file, self.fallback_file.size)
        self.fallback_file.seek(0)
