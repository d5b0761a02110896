"""The base of every refusal in mentoring. Each room keeps its own in its `errors.py`."""

from datetime import date
from typing import Any, ClassVar

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _


class MentoringError(Exception):
    """A refusal with a stable `code` and a full sentence: what, why, and what next.

    Keyword arguments fill the placeholders of `message` and stay on `facts`, so that
    an API can answer them and a test can read them. Dates among them are written out
    in the language of whoever reads.
    """

    code: ClassVar[str] = "mentoring_error"
    message: ClassVar[Any] = _("This cannot be done now. Ask your coordinator.")

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.code)

    def __str__(self) -> str:
        if not self.facts:
            return str(self.message)
        return str(self.message) % {name: _written(fact) for name, fact in self.facts.items()}


def _written(fact: Any) -> Any:
    return date_format(fact, "j F Y") if isinstance(fact, date) else fact
