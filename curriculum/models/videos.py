"""Short films."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from curriculum import conf
from curriculum.models.measured import MeasuredFile
from curriculum.video import check_video_weight, mp4_seconds


class Video(MeasuredFile):
    """One short film in two sizes: a small one that plays, a larger one for who asks for it.

    MP4, because the browsers of old phones play nothing else. What is said in it stands
    in writing on the card, in the card's language.
    """

    title = models.CharField(_("title"), max_length=120)
    file = models.FileField(
        _("small MP4 file"),
        upload_to="videos/",
        validators=[FileExtensionValidator(["mp4", "m4v"])],
        help_text=_("About 360 pixels wide; this one plays."),
    )
    large_file = models.FileField(
        _("large MP4 file"),
        upload_to="videos/",
        blank=True,
        validators=[FileExtensionValidator(["mp4", "m4v"])],
        help_text=_("About 720 pixels wide; fetched only when a reader asks for it."),
    )
    seconds = models.PositiveIntegerField(_("length in seconds"), default=0, editable=False)
    size = models.PositiveIntegerField(_("weight in bytes"), default=0, editable=False)
    large_size = models.PositiveIntegerField(
        _("weight of the large file in bytes"), default=0, editable=False
    )
    created_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        ordering = ["title", "pk"]
        indexes = [models.Index(fields=["title"], name="video_title")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        self._refuse("file", self.measure)
        self._refuse("large_file", self.measure_large)

    def measure(self) -> None:
        """Read `seconds` and `size` from the small file; raises a refusal if it is no MP4."""
        if not self.file:
            return
        self.size = self.file.size
        check_video_weight(self.size, conf.max_video_bytes())
        self.seconds = mp4_seconds(self.file.file, self.size)
        self.file.seek(0)

    def measure_large(self) -> None:
        """Read `large_size`, 0 without a large file; it may weigh four times the small limit."""
        self.large_size = self.large_file.size if self.large_file else 0
        if not self.large_file:
            return
        check_video_weight(self.large_size, 4 * conf.max_video_bytes())
        mp4_seconds(self.large_file.file, self.large_size)
        self.large_file.seek(0)
