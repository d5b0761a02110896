"""A network that drops, delays, doubles, reorders and cuts what phones send, by a seed."""

import contextlib
import http.client
import json
import random
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit


class Lost(Exception):
    """The phone got no answer: whether the server got the request it cannot know."""


@dataclass(frozen=True)
class Weather:
    """How bad it is: the share of requests, from 0 to 1, that each trouble befalls.

    longest_delay: seconds. late: it arrives only after something newer. Every trouble is
    drawn anew for every request.
    """

    never_sent: float = 0.0
    cut: float = 0.0
    answer_lost: float = 0.0
    doubled: float = 0.0
    late: float = 0.0
    longest_delay: float = 0.0


STORM = Weather(
    never_sent=0.12, cut=0.1, answer_lost=0.12, doubled=0.1, late=0.08, longest_delay=0.05
)
CLEAR = Weather()


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Network:
    """What lies between one phone and the site at `url`."""

    url: str
    chance: random.Random
    weather: Weather = STORM
    troubles: Counter[str] = field(default_factory=Counter)
    # Requests that lie somewhere on their way; their senders gave them up.
    _on_their_way: list[tuple[str, str, Mapping[str, str], bytes]] = field(default_factory=list)

    def send(
        self, method: str, path: str, *, headers: Mapping[str, str], body: bytes = b""
    ) -> Reply:
        """The server's reply. Raises Lost where the phone would see none."""
        weather = self.weather
        if weather.longest_delay:
            time.sleep(self.chance.uniform(0, weather.longest_delay))
        if self._befalls("never sent", weather.never_sent):
            raise Lost
        if self._befalls("late", weather.late):
            self._on_their_way.append((method, path, dict(headers), body))
            raise Lost
        if self._befalls("cut", weather.cut):
            self._cut(method, path, headers, body)
            raise Lost
        if self._befalls("doubled", weather.doubled):
            self._exchange(method, path, headers, body)
        reply = self._exchange(method, path, headers, body)
        self._let_one_arrive()
        if self._befalls("answer lost", weather.answer_lost):
            raise Lost
        if reply.status >= 500:
            # A web process was killed under it, or is only just coming up.
            self.troubles["server not well"] += 1
            raise Lost
        return reply

    def _let_one_arrive(self) -> None:
        """Something older arrives now, after newer things; nobody hears what it is answered."""
        if self._on_their_way:
            place = self.chance.randrange(len(self._on_their_way))
            with contextlib.suppress(Lost):
                self._exchange(*self._on_their_way.pop(place))

    def _befalls(self, trouble: str, share: float) -> bool:
        # Drawn even in clear weather: what follows for one seed stays the same.
        befell = self.chance.random() < share
        self.troubles[trouble] += befell
        return befell

    def _connection(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.url)
        return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)

    def _exchange(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        connection = self._connection()
        try:
            connection.request(method, path, body or None, dict(headers))
            answer = connection.getresponse()
            return Reply(answer.status, dict(answer.headers), answer.read())
        except (OSError, http.client.HTTPException) as broken:
            self.troubles["connection broke"] += 1
            raise Lost from broken
        finally:
            connection.close()

    def _cut(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> None:
        """Promise the whole body, send a part of it, and go away."""
        connection = self._connection()
        try:
            connection.putrequest(method, path)
            for name, value in {**headers, "Content-Length": str(len(body) or 64)}.items():
                connection.putheader(name, value)
            connection.endheaders()
            if body:
                connection.send(body[: self.chance.randrange(len(body))])
        except OSError:
            self.troubles["connection broke"] += 1
        finally:
            connection.close()
