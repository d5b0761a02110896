"""Wagtail's form for a picture, for `WAGTAILIMAGES_IMAGE_FORM_BASE`.

It says beside the field what is wrong with a picture, and hands on one without traces.
"""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.forms import BaseImageForm

from curriculum.errors import PictureUnreadable
from curriculum.services import clean_picture


class PictureForm(BaseImageForm):
    """Refuses a picture that cannot be shown to its end; Wagtail has looked at its head only."""

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        is_new = "file" in self.changed_data and given
        if not is_new or given.name.lower().endswith(".svg"):
            return given
        try:
            return clean_picture(given)
        except PictureUnreadable as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal
