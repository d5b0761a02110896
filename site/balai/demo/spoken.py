"""What makes a machine voice read Indonesian right: number words, letters, the two e's."""

import re
import subprocess
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

PRONUNCIATION = Path(__file__).parent / "speech" / "pronunciation.toml"

DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
NUMBER = re.compile(r"(Rp)?(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(%?)")
WORD = re.compile(r"[a-z]+", re.IGNORECASE)


def number_words(number: int) -> str:
    """A whole number from 0 to 999,999,999 in Indonesian words."""
    if number < 10:
        return DIGITS[number]
    if number < 12:
        return ("sepuluh", "sebelas")[number - 10]
    if number < 20:
        return f"{DIGITS[number - 10]} belas"
    for value, name in ((1_000_000, "juta"), (1_000, "ribu"), (100, "ratus"), (10, "puluh")):
        if number >= value:
            count, rest = divmod(number, value)
            head = (
                f"se{name}"
                if count == 1 and value in (100, 1_000)
                else f"{number_words(count)} {name}"
            )
            return f"{head} {number_words(rest)}" if rest else head
    raise ValueError(f"{number} is negative; only whole numbers from 0 can be spoken.")


def _number(match: re.Match[str]) -> str:
    money, whole, decimals, percent = match.groups()
    words = number_words(int(whole.replace(".", "")))
    if decimals:
        words += " koma " + " ".join(DIGITS[int(digit)] for digit in decimals)
    return words + (" rupiah" if money else "") + (" persen" if percent else "")


@cache
def pronunciation() -> Mapping[str, Mapping[str, str]]:
    """The tables of speech/pronunciation.toml; its `schwa` words become a mapping to themselves."""
    tables = tomllib.loads(PRONUNCIATION.read_text(encoding="utf-8"))
    schwa = {word: word for line in tables["schwa"]["words"] for word in line.split()}
    return {
        "letters": tables["letters"],
        "respelled": tables["respelled"],
        "sounds": tables["sounds"],
        "schwa": schwa,
    }


@cache
def _phonemes(word: str) -> str:
    answer = subprocess.run(
        ["espeak-ng", "-v", "id", "-q", "-x", word], check=True, capture_output=True, text=True
    )
    return answer.stdout.strip()


@cache
def schwa_phonemes(word: str) -> str:
    """The phonemes of `word` with its stressed e made weak and the stress on the last syllable.

    eSpeak reads every stressed e as in "meja"; "besar" and "kering" need the e of "ke".
    """
    weakened, count = re.subn(r"'[Ee]", "@", _phonemes(word), count=1)
    if not count:
        raise ValueError(
            f"{word!r} has no stressed e: take it out of the schwa words in {PRONUNCIATION.name}."
        )
    vowels = list(re.finditer(r"[aiouAIOUEe@]+", weakened))
    last = vowels[-1].start()
    return f"{weakened[:last]}'{weakened[last:]}"


def _word(match: re.Match[str]) -> str:
    word = match.group(0)
    tables = pronunciation()
    if word in tables["letters"]:
        return tables["letters"][word]
    lower = word.lower()
    if lower in tables["sounds"]:
        return f"[[{tables['sounds'][lower]}]]"
    if lower in tables["schwa"]:
        return f"[[{schwa_phonemes(lower)}]]"
    return tables["respelled"].get(lower, word)


def spoken(sentence: str) -> str:
    """`sentence` for eSpeak: figures as words, abbreviations as letters, phonemes where it errs."""
    return WORD.sub(_word, NUMBER.sub(_number, sentence).replace("/", " atau "))


def sentences(text: str) -> list[str]:
    """The sentences of `text`, each with its closing mark."""
    return [part for part in re.split(r"(?<=[.?!])\s+", text.strip()) if part]
