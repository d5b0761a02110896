"""Which words are plain: common ground in a file, and what editors add to it."""

from functools import lru_cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_content_languages

from curriculum.plain_language import PlainWords, words_of

COMMON_GROUND = Path(__file__).resolve().parent.parent / "vocabulary"


def content_languages() -> list[tuple[str, str]]:
    return list(get_content_languages().items())


class PlainWord(models.Model):
    """A word that lessons of a language may use, or one to avoid with what to say instead."""

    language = models.CharField(_("language"), max_length=12, choices=content_languages)
    word = models.CharField(_("word"), max_length=60)
    instead = models.CharField(
        _("say instead"),
        max_length=60,
        blank=True,
        help_text=_("Leave empty for a plain word. Filled in: the word is to be avoided."),
    )

    class Meta:
        verbose_name = _("plain word")
        verbose_name_plural = _("plain words")
        ordering = ["language", "word"]
        constraints = [
            models.UniqueConstraint(fields=["language", "word"], name="a_word_once_in_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.word} → {self.instead}" if self.instead else self.word

    def clean(self) -> None:
        super().clean()
        # Lessons are compared in small letters.
        self.word = self.word.strip().lower()
        if words_of(self.word) != [self.word]:
            raise ValidationError({"word": _("Write one word, without a space or a full stop.")})


def plain_words(language: str) -> PlainWords | None:
    """The plain words of `language`; None where neither file nor row names any.

    An editor's row wins over the file.
    """
    known, instead = (set(part) for part in _common_ground(language))
    replacements = dict(instead)
    for word, other in PlainWord.objects.filter(language=language).values_list("word", "instead"):
        known.discard(word)
        replacements.pop(word, None)
        if other:
            replacements[word] = other
        else:
            known.add(word)
    return PlainWords(frozenset(known), replacements) if known or replacements else None


@lru_cache
def _common_ground(language: str) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """(plain words, pairs of a word to avoid and what to say) of the language's file."""
    file = COMMON_GROUND / f"{language}.txt"
    # Only the names of our own files: a language comes from the database.
    if file not in set(COMMON_GROUND.glob("*.txt")):
        return frozenset(), frozenset()
    lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    entries = [line.partition(" = ") for line in lines if line and not line.startswith("#")]
    known = frozenset(word for word, mark, _other in entries if not mark)
    return known, frozenset((word, other) for word, mark, other in entries if mark)
