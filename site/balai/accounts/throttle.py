"""How often somebody may try: counted in the cache, so that all web processes count together."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import BaseCache, caches
from django.http import HttpRequest

WAIT_MINUTES = 15
_WAIT = WAIT_MINUTES * 60
# A village office shares one address; a guesser of one account does not need it.
PER_NAME = 5
PER_ADDRESS = 50
# Of a name that others know, from all addresses together.
PER_KNOWN_NAME = 100


def _counts() -> BaseCache:
    """Apart from kept pages, which guests can fill up until older entries are forgotten."""
    return caches["throttle" if "throttle" in settings.CACHES else "default"]


@dataclass(frozen=True)
class Gate:
    """Wrong tries at one door, by typed name and by network address.

    door: what is tried, for example "sign_in". The name counts as typed, whether or not
    such an account exists, so that the gate tells nobody which accounts do.
    is_known: others know the name, an account's for example, but not a card's code. Then
    PER_NAME wrong tries shut it for that address only: else anybody could keep its owner out.
    """

    door: str
    name: str
    address: str
    is_known: bool = False

    def is_closed(self) -> bool:
        """Whether this name or this address must wait; WAIT_MINUTES after its last wrong try."""
        counts = _counts().get_many(self._limits)
        return any(counts.get(key, 0) >= limit for key, limit in self._limits.items())

    def count(self) -> None:
        counts = _counts()
        for key in self._limits:
            counts.add(key, 0, _WAIT)
            counts.incr(key)
            # Some caches give a raised counter their own, shorter life.
            counts.touch(key, _WAIT)

    def forget_name(self) -> None:
        _counts().delete_many([self._name_key, self._here_key])

    @property
    def _limits(self) -> dict[str, int]:
        """Key of the count -> wrong tries at which the gate is closed."""
        limits = {self._address_key: PER_ADDRESS, self._name_key: PER_NAME}
        if self.is_known:
            limits |= {self._name_key: PER_KNOWN_NAME, self._here_key: PER_NAME}
        return limits

    @property
    def _name_key(self) -> str:
        return self._key("name", self.name.strip().lower())

    @property
    def _here_key(self) -> str:
        return self._key("here", f"{self.name.strip().lower()}\n{self.address}")

    @property
    def _address_key(self) -> str:
        return self._key("address", self.address)

    def _key(self, kind: str, text: str) -> str:
        # Hashed: what people type may hold characters no cache key may.
        return f"gate.{self.door}.{kind}.{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def client_address(request: HttpRequest) -> str:
    """The caller's network address, from the header the operator's front server writes.

    Without `PENDAMPING_CLIENT_ADDRESS_HEADER` the connection itself is asked: a header
    nobody overwrites could be forged anew for every guess.
    """
    header = settings.CLIENT_ADDRESS_HEADER
    if header:
        return request.headers.get(header, "").split(",")[-1].strip()
    return request.META.get("REMOTE_ADDR", "")
