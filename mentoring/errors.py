"""The base of every refusal in mentoring. Each room keeps its own in its `errors.py`."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _


class MentoringError(Exception):
    """A refusal with a stable `code` and a full sentence: what, why, and what next.

    Keyword arguments fill the placeholders of `message` and stay on `facts`, so that
    an API can answer them and a test can read them.
    """

    code: ClassVar[str] = "mentoring_error"
    message: ClassVar[Any] = _("This cannot be done now. Ask your coordinator.")

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message) % self.facts if self.facts else str(self.message)
