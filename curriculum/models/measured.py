"""What sounds and videos have in common: files that are read before they are kept."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import models

from curriculum.errors import CurriculumError
from curriculum.kilobytes import kilobytes


class MeasuredFile(models.Model):
    """A model with a `size` in bytes, read from its file when it is cleaned."""

    size: int

    class Meta:
        abstract = True

    def kilobytes(self) -> int:
        """The weight of the file that plays."""
        return kilobytes(self.size)

    @staticmethod
    def _refuse(field: str, check: Callable[[], None]) -> None:
        """Run `check`; its refusal becomes the error of `field`, with the same code."""
        try:
            check()
        except CurriculumError as refusal:
            raise ValidationError(
                {field: ValidationError(str(refusal), code=refusal.code)}
            ) from refusal
