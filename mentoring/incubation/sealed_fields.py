"""Columns whose content the database cannot read: what one person answered about her life.

Sealed on the way in and opened on the way out (`values_list` too), so readers notice nothing;
only "is there something" can be asked of the database. Source: UU 27/2022 on specific personal
data, and the programme's rule that debt and income are never kept in clear text.
"""

from decimal import Decimal
from typing import Any

from django.db import models

from mentoring.registry.sealing import seal, unseal


class SealedTextField(models.TextField):
    """Words. "" stays "" in the database: that nothing was said is no secret."""

    def get_prep_value(self, value: Any) -> Any:
        said = super().get_prep_value(value)
        return seal(said) if said else said

    def from_db_value(self, value: str | None, *_args: Any) -> Any:
        return unseal(value) if value else value


class SealedDecimalField(models.TextField):
    """A number as Decimal; None stays NULL."""

    def to_python(self, value: Any) -> Decimal | None:
        return None if value in (None, "") else Decimal(value)

    def get_prep_value(self, value: Any) -> str | None:
        number = self.to_python(value)
        return None if number is None else seal(f"{number:f}")

    def from_db_value(self, value: str | None, *_args: Any) -> Decimal | None:
        return None if value is None else Decimal(unseal(value))
