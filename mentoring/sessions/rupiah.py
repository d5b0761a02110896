"""Whole rupiah as people in Indonesia write and say them. Pure."""

import re

MOST = 10**12  # a thousand thousand million: more was never bought on a visit
_GROUPED = re.compile(r"\d{1,3}([.,]\d{3})*")
_SPOKEN = {"ribu": 10**3, "rb": 10**3, "juta": 10**6, "jt": 10**6}
_UNITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_TEENS = {10: "sepuluh", 11: "sebelas"}


def parse_rupiah(text: str) -> int:
    """Whole rupiah of "Rp1.850.000", "1850000", "1,850,000", "850 ribu" or "1,5 juta".

    Raises ValueError for anything else: signs, parts of a rupiah, nothing, more than MOST.
    """
    said = text.strip().casefold().removeprefix("rp").strip(" .")
    said = re.sub(r",(00|-)$", "", said)
    word = next((word for word in _SPOKEN if said.endswith(word)), "")
    number = said.removesuffix(word).strip()
    rupiah = _spoken(number, _SPOKEN[word]) if word else _written(number)
    if not 0 < rupiah <= MOST:
        raise ValueError(text)
    return rupiah


def _written(number: str) -> int:
    # Signs beyond ASCII digits are digits to Python, but no keyboard here writes them.
    if re.fullmatch(r"[0-9]+", number):
        return int(number[:20])
    if not number.isascii() or not _GROUPED.fullmatch(number) or {".", ","} <= set(number):
        raise ValueError(number)
    return int(number.replace(".", "").replace(",", ""))


def _spoken(number: str, unit: int) -> int:
    """ "1,5" juta: a comma or a full stop before parts of the unit."""
    found = re.fullmatch(r"([0-9]{1,6})(?:[.,]([0-9]{1,3}))?", number)
    if found is None:
        raise ValueError(number)
    whole, parts = found.groups(default="")
    return int(whole) * unit + (int(parts) * unit // 10 ** len(parts) if parts else 0)


def written(rupiah: int) -> str:
    """ "Rp1.850.000"."""
    return "Rp" + f"{rupiah:,}".replace(",", ".")


def in_words(rupiah: int) -> str:
    """ "satu juta delapan ratus lima puluh ribu rupiah": as it is read aloud on a receipt."""
    return f"{_words(rupiah)} rupiah"


def _words(number: int) -> str:
    if number < 10:
        return _UNITS[number]
    if number in _TEENS:
        return _TEENS[number]
    if number < 20:
        return f"{_UNITS[number - 10]} belas"
    for size, word, alone in (
        (10**12, "triliun", ""),
        (10**9, "miliar", ""),
        (10**6, "juta", ""),
        (10**3, "ribu", "seribu"),
        (10**2, "ratus", "seratus"),
        (10, "puluh", ""),
    ):
        many, rest = divmod(number, size)
        if many:
            head = alone if alone and many == 1 else f"{_words(many)} {word}"
            return f"{head} {_words(rest)}" if rest else head
    raise ValueError(number)
