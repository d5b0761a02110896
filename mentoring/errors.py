"""The base of every refusal in mentoring. Each room keeps its own in its `errors.py`."""

from datetime import date
from typing import Any, ClassVar

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _


class MentoringError(Exception):
    """A refusal with a stable `code` and a full sentence: what, why, and what next.

    Keyword arguments fill the placeholders of `message` and stay on `facts`, so that
    an API can answer them and a test can read them. Dates among them are written out
    in the language of whoever reads.
    """

    code: ClassVar[str] = "mentoring_error"
    message: ClassVar[Any] = _("This cannot be done now. Ask your coordinator.")

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.code)

    def __str__(self) -> str:
        if not self.facts:
            return str(self.message)
        return str(self.message) % {name: _written(fact) for name, fact in self.facts.items()}


def _written(fact: Any) -> Any:
    return date_format(fact, "j F Y") if isinstance(fact, date) else fact


class PhotoUnreadable(MentoringError):
    code = "photo_unreadable"
    message = _("This file is not a photo we can read. Choose a JPEG, PNG or WebP picture.")


class PhotoTooLarge(MentoringError):
    code = "photo_too_large"
    message = _("This photo is too large (at most %(megabytes)d MB). Choose a smaller one.")


class PhotoOfTooManyPixels(PhotoTooLarge):
    code = "photo_of_too_many_pixels"
    message = _(
        "This photo is too large to be opened (at most %(megapixels)d megapixels). "
        "Choose a smaller one."
    )


class VoiceEmpty(MentoringError):
    code = "voice_empty"
    message = _("This recording is empty. Record it again.")


class VoiceTooLarge(MentoringError):
    code = "voice_too_large"
    message = _("This recording is too large (at most %(megabytes)d MB). Speak a little shorter.")


class VoiceUnreadable(MentoringError):
    code = "voice_unreadable"
    message = _("This file is not a recording we know. Record it again with your phone.")
