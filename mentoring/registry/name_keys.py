"""What a name sounds like: one key for every usual way of writing it in Indonesia.

"Ruminah", "Rumina" and "Hj. Roeminah" are one name to whoever looks for her. The key keeps
no more than tells people apart in a village: old and new spelling, doubled letters, a final
h and titles go. Two names with one key are alike, never the same person for that reason.

Pure: no database, no settings. When a rule here changes, `manage.py rekey_names` writes the
keys of all rows anew.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Q, QuerySet

# Forms of address, nobility, pilgrimage and learning. "Lalu", "Baiq", "Inaq", "Amaq" are Sasak.
TITLES = frozenset(
    re.findall(
        r"\w+",
        "h hj haji hajah hajjah kh tgh ustad ustadz ustadzah ustaz lalu baiq inaq inak amaq amak "
        "papuq ibu bu bapak pak bpk mas mbak mbok kang cak ning nyi raden rr rd drs dra ir dr prof",
    )
)

_ABBREVIATED = {
    **dict.fromkeys(("moh", "moch", "muh", "much", "mhd", "mochamad", "mohamad"), "muhamad"),
    **dict.fromkeys(("mohammad", "mochammad", "muhammad", "mohammed", "muchamad"), "muhamad"),
    **dict.fromkeys(("abd", "abdoel"), "abdul"),
    "st": "siti",
}

# In this order: the old spelling first (before 1972), then letters that sound alike.
_ALIKE = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("oe", "u"),
        ("dj", "j"),
        ("tj", "c"),
        ("s[jy]", "s"),
        ("y", "j"),
        ("[ck]h", "h"),
        ("([dtgbs])h", r"\1"),
        ("ph|[vf]", "p"),
        ("z", "s"),
        ("q|ck", "k"),
        ("x", "ks"),
        ("a[ie]", "e"),
        ("ie", "i"),
        (r"([^\W\d_])\1+", r"\1"),
        ("ij(?=[aeou])", "i"),
        ("uw(?=[aeio])", "u"),
        (r"(?<=.)h$", ""),
        (r"(?<=.)d$", "t"),
        (r"(?<=.)b$", "p"),
    )
)


@lru_cache(maxsize=8192)
def word_key(word: str) -> str:
    """The sound of one word; "" when it has no letter and no digit."""
    letters = _plain(word)
    letters = _ABBREVIATED.get(letters, letters)
    for alike, sound in _ALIKE:
        letters = alike.sub(sound, letters)
    return letters


def name_key(name: str) -> str:
    """The keys of the words of `name`, in their order, without titles and degrees.

    Degrees stand after a comma. A name that is nothing but a title keeps it. "" for a name
    without letters.
    """
    return " ".join(filter(None, map(word_key, _telling(name))))


def search_condition(words: str, columns: Iterable[str]) -> Q:
    """The condition that each of `words` is found in one of `columns`.

    columns: lookups; those that end in `name_key` are asked for the beginning of a word as it
    sounds, the others for the word as written, small or capital. Nothing written finds all.
    """
    condition = Q()
    for word in _telling(words, degrees=True):
        found = Q(pk__in=[])
        for column in columns:
            found |= _found(word, column)
        condition &= found
    return condition


def sounds_like(rows: QuerySet, column: str, words: str) -> Q:
    """The condition that the name at `column` of `rows` sounds like all of `words`.

    For names of tables that have no key, such as the site's accounts: each different name of
    `rows` is read once, so only for lists that name few people.
    """
    wanted = [key for key in map(word_key, _telling(words, degrees=True)) if key]
    names = rows.order_by().values_list(column, flat=True).distinct()
    alike = [name for name in names if _has_all(name_key(name or "").split(), wanted)]
    return Q(**{f"{column}__in": alike}) if wanted else Q(pk__in=[])


def _has_all(keys: list[str], wanted: list[str]) -> bool:
    return all(any(key.startswith(each) for key in keys) for each in wanted)


def _found(word: str, column: str) -> Q:
    if not column.endswith("name_key"):
        return Q(**{f"{column}__icontains": word})
    if not (key := word_key(word)):
        return Q(pk__in=[])
    return Q(**{f"{column}__startswith": key}) | Q(**{f"{column}__contains": f" {key}"})


def _telling(name: str, *, degrees: bool = False) -> list[str]:
    """The words of `name` that tell who it is; all of them when none does."""
    if not degrees and name.partition(",")[0].strip():
        name = name.partition(",")[0]
    words = name.replace(",", " ").replace(".", ". ").split()
    return [word for word in words if _plain(word) not in TITLES] or words


def _plain(word: str) -> str:
    """Small letters and digits without accents and marks."""
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in decomposed if letter.isalnum())
