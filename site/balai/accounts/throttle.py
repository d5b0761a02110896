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


def _counts() -> BaseCache:
    """Apart from kept pages, which guests can fill up until older entries are forgotten."""
    return caches["throttle" if "throttle" in settings.CACHES else "default"]


@dataclass(frozen=True)
class Gate:
    """Wrong tries at one door, by typed name and by network address.

    door: what is tried, for example "sign_in". The name counts as typed, whether or not
    such an account exists, so that the gate tells nobody which accounts do.
    """

    door: str
    name: str
    address: str

    def is_closed(self) -> bool:
        """Whether this name or this address must wait; WAIT_MINUTES after its last wrong try."""
        counts = _counts().get_many([self._name_key, self._address_key])
        return (
            counts.get(self._name_key, 0) >= PER_NAME
            or counts.get(self._address_key, 0) >= PER_ADDRESS
        )

    def count(self) -> None:
        counts = _counts()
        for key in (self._name_key, self._address_key):
            counts.add(key, 0, _WAIT)
            counts.incr(key)
            # Some caches give a raised counter their own, shorter life.
            counts.touch(key, _WAIT)

    def forget_name(self) -> None:
        _counts().delete(self._name_key)

    @property
    def _name_key(self) -> str:
        # Hashed: what people type may hold characters no cache key may.
        typed = hashlib.sha256(self.name.strip().lower().encode()).hexdigest()[:32]
        return f"gate.{self.door}.name.{typed}"

    @property
    def _address_key(self) -> str:
        address = hashlib.sha256(self.address.encode()).hexdigest()[:32]
        return f"gate.{self.door}.address.{address}"


def client_address(request: HttpRequest) -> str:
    """The caller's network address, from the header the operator's front server writes.

    Without `PENDAMPING_CLIENT_ADDRESS_HEADER` the connection itself is asked: a header
    nobody overwrites could be forged anew for every guess.
    """
    header = settings.CLIENT_ADDRESS_HEADER
    if header:
        return request.headers.get(header, "").split(",")[-1].strip()
    return request.META.get("REMOTE_ADDR", "")
