"""Phones that send: each posts one body after another over a connection that stays open.

Plain asyncio on raw sockets, as in `client.py`; here every request is another one, and how
long each took is kept.
"""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.benchmarks.client import NotAnswered


@dataclass(frozen=True)
class Post:
    """One request: `path` of the site, who speaks, and the body as JSON."""

    path: str
    token: str
    body: bytes

    def as_bytes(self, host: str) -> bytes:
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Device {self.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(self.body)}\r\n\r\n"
        )
        return head.encode() + self.body


@dataclass
class Round:
    """What came of one round. times: seconds that each answer took, by phone.

    failed: requests without an answer of 200; a phone whose connection broke stops.
    """

    seconds: float = 0.0
    times: list[list[float]] = field(default_factory=list)
    failed: int = 0

    @property
    def per_second(self) -> float:
        return sum(map(len, self.times)) / self.seconds

    def percentile_ms(self, share: float) -> float:
        """share: 0.5 for the median, 0.99 for the slowest but one in a hundred."""
        ordered = sorted(each for phone in self.times for each in phone)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000


def post_for(
    url: str,
    phones: Sequence[Iterator[Post]],
    *,
    seconds: float,
    is_good: Callable[[bytes], bool] = lambda body: True,
) -> Round:
    """Let all `phones` send for `seconds`, each its next request once the last is answered.

    is_good: whether the body of an answer says what it should; raises NotAnswered if not.
    """
    # In a thread of its own, as in `client.py`.
    with ThreadPoolExecutor(max_workers=1) as alone:
        return alone.submit(asyncio.run, _all(url, phones, seconds, is_good)).result()


async def _all(
    url: str,
    phones: Sequence[Iterator[Post]],
    seconds: float,
    is_good: Callable[[bytes], bool],
) -> Round:
    found = Round()
    started = time.perf_counter()
    until = started + seconds
    found.times = await asyncio.gather(
        *(_one(url, phone, until, is_good, found) for phone in phones)
    )
    found.seconds = time.perf_counter() - started
    return found


async def _one(
    url: str, posts: Iterator[Post], until: float, is_good: Callable[[bytes], bool], found: Round
) -> list[float]:
    host, port = urlsplit(url).hostname or "", urlsplit(url).port or 80
    reader, writer = await asyncio.open_connection(host, port)
    times: list[float] = []
    try:
        while time.perf_counter() < until:
            question = next(posts).as_bytes(f"{host}:{port}")
            asked = time.perf_counter()
            writer.write(question)
            status, body = await _answer(reader)
            if status != 200:
                found.failed += 1
            elif not is_good(body):
                raise NotAnswered(body[:400].decode(errors="replace"))
            times.append(time.perf_counter() - asked)
    except (OSError, asyncio.IncompleteReadError):
        found.failed += 1
    finally:
        writer.close()
    return times


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    _name, found, rest = head.partition("\r\ncontent-length:")
    if not found:
        raise NotAnswered(f"no length was told: {head}")
    return status, await reader.readexactly(int(rest.partition("\r\n")[0]))
