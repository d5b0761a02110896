"""The words of records that hold more than a name: sealed in the database, open to who reads them.

A room says so of its type (`is_sealed`): debts, money, what one person answered of her life.
Source: UU 27/2022 on specific personal data.
"""

from typing import Any

from django.db import models

from mentoring.registry.sealing import seal, unseal

# Every sealed text begins so, and no JSON text does.
_MARK = "gAAAA"


def sealed_anew(value: Any) -> Any:
    """`value` sealed with the newest key if it is a sealed text, else as it is."""
    if not (isinstance(value, str) and value.startswith(_MARK)):
        return value
    try:
        return seal(unseal(value))
    except ValueError:
        # A word that only begins like a sealed text.
        return value


class SealedText(str):
    """A text that is sealed on its way into the database."""

    __slots__ = ()


class PayloadField(models.TextField):
    """JSON text, of which `SealedText` is sealed; what was sealed is one again when it is read."""

    def get_prep_value(self, value: Any) -> Any:
        said = super().get_prep_value(value)
        return seal(said) if said and isinstance(value, SealedText) else said

    def from_db_value(self, value: str | None, *_args: Any) -> str | None:
        is_sealed = value is not None and value.startswith(_MARK)
        return SealedText(unseal(value)) if value is not None and is_sealed else value
