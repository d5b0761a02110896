"""Eight readers who ask one address again and again, over connections that stay open.

Plain asyncio on raw sockets: a client with more comfort would itself be what is measured.
"""

import asyncio
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

CONNECTIONS = 8


@dataclass(frozen=True)
class Address:
    """What is asked: a whole URL, and headers beyond Host."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 80

    def as_bytes(self) -> bytes:
        lines = [f"GET {urlsplit(self.url).path or '/'} HTTP/1.1", f"Host: {self.host}:{self.port}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return "\r\n".join([*lines, "", ""]).encode()


class NotAnswered(Exception):
    """The server said something else than 200: there is nothing to measure."""


class _Reader(asyncio.Protocol):
    """One connection. It asks anew as soon as the answer is whole, until told to stop."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._question = address.as_bytes()
        self._received = bytearray()
        self._transport: asyncio.Transport | None = None
        self._stopping = False
        self.answers = 0
        self.finished: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._question)

    def data_received(self, data: bytes) -> None:
        self._received += data
        try:
            whole = _is_whole(self._received)
        except NotAnswered as refusal:
            self._end(NotAnswered(f"{self._address.url}: {refusal}"))
            return
        if not whole:
            return
        self._received.clear()
        self.answers += 1
        if self._stopping:
            self._end()
        elif self._transport is not None:
            self._transport.write(self._question)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.finished.done():
            refusal = NotAnswered(f"{self._address.url}: the connection was closed")
            self.finished.set_exception(error or refusal)

    def stop(self) -> None:
        self._stopping = True

    def _end(self, refusal: Exception | None = None) -> None:
        if not self.finished.done():
            if refusal is None:
                self.finished.set_result(None)
            else:
                self.finished.set_exception(refusal)
        if self._transport is not None:
            self._transport.close()


def _is_whole(received: bytearray) -> bool:
    """Whether one answer has arrived to its end. Raises NotAnswered if it is not a 200."""
    end_of_head = received.find(b"\r\n\r\n")
    if end_of_head < 0:
        return False
    if not received.startswith(b"HTTP/1.1 200"):
        raise NotAnswered(received.partition(b"\r\n")[0].decode(errors="replace"))
    head = bytes(received[:end_of_head]).lower()
    _name, found, rest = head.partition(b"\r\ncontent-length:")
    if found:
        return len(received) >= end_of_head + 4 + int(rest.partition(b"\r\n")[0])
    return received.endswith(b"0\r\n\r\n")


async def _ask(address: Address, seconds: float, connections: int) -> float:
    loop = asyncio.get_running_loop()
    started = time.perf_counter()
    readers: list[_Reader] = []
    for _number in range(connections):
        _transport, reader = await loop.create_connection(
            lambda: _Reader(address), address.host, address.port
        )
        readers.append(reader)
    await asyncio.wait(
        [reader.finished for reader in readers],
        timeout=seconds,
        return_when=asyncio.FIRST_EXCEPTION,
    )
    for reader in readers:
        reader.stop()
    await asyncio.gather(*(reader.finished for reader in readers))
    return sum(reader.answers for reader in readers) / (time.perf_counter() - started)


def requests_per_second(
    address: Address, *, seconds: float, connections: int = CONNECTIONS
) -> float:
    """How many answers a second `connections` open connections got. Raises NotAnswered."""
    # In a thread of its own: whoever drives a browser in this one has a loop running here.
    with ThreadPoolExecutor(max_workers=1) as alone:
        return alone.submit(asyncio.run, _ask(address, seconds, connections)).result()
