"""Spoken words."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from curriculum import conf
from curriculum.audio import check_weight, opus_seconds, require_mp3
from curriculum.models.measured import MeasuredFile


class Sound(MeasuredFile):
    """One short piece of speech, as Opus and, for older phones, as MP3.

    Not a Wagtail document: a card needs both files, the length and the weight as one
    thing, and a document is handed out by a view with database queries for every play.
    """

    title = models.CharField(_("title"), max_length=120)
    file = models.FileField(
        _("Opus file"),
        upload_to="sounds/",
        validators=[FileExtensionValidator(["opus", "ogg"])],
        help_text=_("Mono speech, about 16 kbit a second."),
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
        return self.title

    def clean(self) -> None:
        super().clean()
        self._refuse("file", self.measure)
        if self.fallback_file:
            self._refuse("fallback_file", self._check_fallback)

    def measure(self) -> None:
        """Read `seconds` and `size` from the file; raises a refusal if it is no Opus sound."""
        if not self.file:
            return
        self.size = self.file.size
        check_weight(self.size, conf.max_sound_bytes())
        self.seconds = opus_seconds(self.file.file, self.size)
        self.file.seek(0)

    def _check_fallback(self) -> None:
        check_weight(self.fallback_file.size, 2 * conf.max_sound_bytes())
        require_mp3(self.fallback_file.file)
        self.fallback_file.seek(0)
