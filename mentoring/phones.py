"""Telephone numbers: read as people in Indonesia write them, kept as E.164."""

import phonenumbers


def e164(text: str) -> str:
    """Return `text` as E.164 (`+62812…`); an empty text stays empty.

    Accepts 0812…, 62812…, +62 812-…, spaces and dashes; a number without a country is
    Indonesian. Raises ValueError when it cannot be a telephone number.
    """
    text = text.strip()
    if not text:
        return ""
    if text.startswith("62"):
        text = f"+{text}"
    try:
        number = phonenumbers.parse(text, "ID")
    except phonenumbers.NumberParseException as unreadable:
        raise ValueError(text) from unreadable
    if not phonenumbers.is_possible_number(number):
        raise ValueError(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
