"""Lessons on a facilitator's phone: what this room asks of whoever keeps lessons.

Hook `register_offline_reading`: a function without arguments that returns an `OfflineReading`.
Several may answer; without an answer the phone's page of lessons is empty.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from wagtail import hooks


class ReadingPack(Protocol):
    """Something to read that a phone can keep.

    module: its key; release: of its version. url: where it is read, also without signal once
    it is kept; address: what the script fetches; shelf: a page that shows all that is kept
    (paths of this site). digest: of its contents, hex, "" while it was not made; bytes: what
    is fetched at most, None while it was not made.
    """

    module: int
    release: int
    title: str
    url: str
    address: str
    shelf: str
    digest: str
    bytes: int | None


class OfflineReading(Protocol):
    """script: static path of an ES module. It exports `keep(pack, onStep)`, which resolves once
    the pack opens without signal (or throws an error with `word`), and `kept()`, a Map of
    module -> {release, digest} of what lies on the phone."""

    script: str

    def packs(self, user: Any) -> Iterable[ReadingPack]:
        """What `user` may take along, in the active language; in constant queries."""


def offline_readings() -> Iterator[OfflineReading]:
    for answer in hooks.get_hooks("register_offline_reading"):
        yield answer()
