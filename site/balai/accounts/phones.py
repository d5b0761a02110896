"""Telephone numbers: read as people in Indonesia write them, stored as E.164."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def normalised(text: str) -> str:
    """Return `text` as E.164 (`+62812…`); an empty text stays empty.

    Accepts 0812…, 62812…, +62 812-…, spaces and dashes. Numbers without a country
    are Indonesian. Raises ValidationError when it cannot be a telephone number.
    """
    text = text.strip()
    if not text:
        return ""
    if text.startswith("62"):
        text = f"+{text}"
    try:
        number = phonenumbers.parse(text, "ID")
    except phonenumbers.NumberParseException as unreadable:
        raise ValidationError(_NOT_A_NUMBER, code="phone_unreadable") from unreadable
    if not phonenumbers.is_possible_number(number):
        raise ValidationError(_NOT_A_NUMBER, code="phone_unreadable")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def validate_phone(text: str) -> None:
    """Refuse a stored value that is not in the form `normalised` gives."""
    if normalised(text) != text:
        raise ValidationError(_NOT_E164, code="phone_not_e164")


_NOT_A_NUMBER = _(
    "This does not look like a phone number. Write it as on the card, for example 0812 3456 7890."
)
_NOT_E164 = _("Phone numbers are kept in international form, for example +6281234567890.")
