"""New words with which people are asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.registry.forms.rows import RowForm
from mentoring.registry.models import ConsentText

_LONGEST = 4000
_LANGUAGES = ("id", "en")


class ConsentTextForm(RowForm):
    """The next version of one purpose, in both languages of the site.

    `?purpose=` in the address begins with the words that are asked now.
    """

    text_id = forms.CharField(
        label=_("Words in Indonesian"),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Short sentences. They are read aloud to whoever does not read."),
    )
    text_en = forms.CharField(
        label=_("Words in English"),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Left empty, the Indonesian words are shown."),
    )

    class Meta:
        model = ConsentText
        fields = ["purpose"]

    def words(self) -> dict[str, str]:
        return {language: self.cleaned_data[f"text_{language}"] for language in _LANGUAGES}


def words_now(purpose: str) -> dict[str, Any]:
    """What the form of `purpose` begins with: the words of its newest version.

    A language that version was not written in stays empty: words of an older one would stand
    beside another promise.
    """
    texts = list(ConsentText.objects.filter(purpose=purpose))
    newest = max((text.version for text in texts), default=None)
    words = {f"text_{text.language}": text.text for text in texts if text.version == newest}
    return {"purpose": purpose, **words}
