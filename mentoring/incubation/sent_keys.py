"""Keys of rows as forms send them: what is none was not sent by our page."""

from collections.abc import Iterable
from uuid import UUID


def sent_keys(texts: Iterable[str]) -> list[UUID]:
    """The keys among `texts`, in their order."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
