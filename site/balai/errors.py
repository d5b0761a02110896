"""The base of every refusal of the site itself; each app keeps its own in its `errors.py`."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _


class SiteError(Exception):
    """A refusal with a stable `code` and a full sentence: what, why, and what next.

    Keyword arguments fill the placeholders of `message` and stay on `facts`.
    """

    code: ClassVar[str] = "site_error"
    message: ClassVar[Any] = _("This cannot be done now. Ask an administrator.")

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message) % self.facts if self.facts else str(self.message)
