"""Pictures, sounds and films as editors bring them: looked at, then made what phones need.

What is wrong is said beside the field it is about; everything else in the form stays.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from curriculum import conf
from curriculum.errors import CurriculumError, PictureUnreadable
from curriculum.models import Sound, Video
from curriculum.services import clean_picture, fit_film, fit_sound


def _or_say_why(verb: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """What `verb` makes of it; its refusal becomes an error of the field, with the same code."""
    try:
        return verb(*given, **named)
    except CurriculumError as refusal:
        raise ValidationError(str(refusal), code=refusal.code) from refusal


class PictureField(WagtailImageField):
    """Weighs a picture before it reads it, and says that it is damaged.

    Wagtail 8.0 reads first, and fails where Pillow cannot read on.
    """

    def to_python(self, data: Any) -> Any:
        if isinstance(data, UploadedFile):
            self.check_image_file_size(data)
        return super().to_python(data)

    def check_image_pixel_size(self, f: Any) -> None:
        try:
            super().check_image_pixel_size(f)
        except (OSError, SyntaxError, ValueError) as wrong:
            refusal = PictureUnreadable()
            raise ValidationError(str(refusal), code=refusal.code) from wrong


class PictureForm(BaseImageForm):
    """Wagtail's form for a picture, for `WAGTAILIMAGES_IMAGE_FORM_BASE`.

    Refuses what cannot be shown to its end; Wagtail has looked at its head only.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("file")
        if field is not None:
            self.fields["file"] = PictureField(
                label=field.label, required=field.required, widget=field.widget
            )

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        is_new = "file" in self.changed_data and given
        if not is_new or given.name.lower().endswith(".svg"):
            return given
        return _or_say_why(clean_picture, given)


class SoundForm(forms.ModelForm):
    """A sound; its length and weight are read while the file is checked (`Sound.clean`)."""

    class Meta:
        model = Sound
        fields = ["title", "file", "fallback_file", "is_machine_voice"]

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        self.made_fallback = None
        if not isinstance(given, UploadedFile):
            return given
        kept, self.made_fallback = _or_say_why(fit_sound, file=given)
        # The old MP3 says what the old file said.
        self.instance.fallback_file = None
        return kept

    def clean_fallback_file(self) -> Any:
        given = self.cleaned_data["fallback_file"]
        if isinstance(given, UploadedFile) or "file" not in self.cleaned_data:
            return given
        if isinstance(self.files.get(self.add_prefix("file")), UploadedFile):
            return self.made_fallback or False
        return given


class VideoForm(forms.ModelForm):
    """A video; length and weights are read while the files are checked (`Video.clean`)."""

    class Meta:
        model = Video
        fields = ["title", "file", "large_file"]

    def clean_file(self) -> Any:
        return self._fit("file", conf.max_video_bytes())

    def clean_large_file(self) -> Any:
        return self._fit("large_file", 4 * conf.max_video_bytes())

    def _fit(self, field: str, limit: int) -> Any:
        given = self.cleaned_data[field]
        if not isinstance(given, UploadedFile):
            return given
        return _or_say_why(fit_film, file=given, limit=limit)
