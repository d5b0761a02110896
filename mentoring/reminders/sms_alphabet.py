"""What of a text an SMS can say: 153 signs of its own alphabet a part, else 67 of any."""

# GSM 03.38; those of the second line count twice.
_BASIC = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = set("^{}\\[~]|€\f")
_FOLDED = str.maketrans(
    {"\u2013": "-", "\u2014": "-", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'}
    | {"\u2026": "...", "\u00a0": " ", "\u2011": "-"}
)
_PARTS = 4
_OWN, _ANY = 153, 67


def folded(text: str) -> str:
    """Dashes and quotes as the alphabet of SMS has them: one curly one makes it twice as long."""
    return text.translate(_FOLDED)


def length_of(text: str) -> int:
    """In signs of the alphabet that `text` needs."""
    return len(text) + sum(each in _EXTENDED for each in text)


def longest_for(text: str) -> int:
    """How many signs four parts hold; more is cut by many gateways."""
    return _PARTS * (_OWN if set(text) <= _BASIC | _EXTENDED else _ANY)
