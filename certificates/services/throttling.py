"""Counting guesses, so that neither codes nor birth dates can be found by trying."""

import ipaddress
import time

from django.core.cache import caches

from certificates import conf

DAY_SECONDS = 86_400


def unknown_codes_of(address: str) -> str:
    """The counter of unknown codes from where `address` is."""
    return f"certificates.unknown.{neighbourhood(address)}"


def wrong_comparisons_of(code: str) -> str:
    """The counter of what was typed about one certificate and does not agree."""
    return f"certificates.compared.{code}"


def wrong_comparisons_from(address: str, code: str) -> str:
    """The same, from where `address` is."""
    return f"certificates.compared.{code}.{neighbourhood(address)}"


def neighbourhood(address: str) -> str:
    """`address` itself, or the first 64 bits of an IPv6 one: whoever has one has them all."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False).network_address)
    return str(found)


def has_reached(counter: str, limit: int, seconds: int) -> bool:
    return caches[conf.throttle_cache()].get(_in_this_window(counter, seconds), 0) >= limit


def count(counter: str, seconds: int) -> int:
    """Count one more in this window of `seconds`; return how many it has."""
    counts, key = caches[conf.throttle_cache()], _in_this_window(counter, seconds)
    counts.add(key, 0, seconds)
    try:
        reached = counts.incr(key)
    except ValueError:
        # Somebody emptied the cache between the two lines.
        counts.set(key, 1, seconds)
        return 1
    # Caches in files forget the end of a key when they count it up.
    counts.touch(key, seconds)
    return reached


def take_back(counter: str, seconds: int) -> None:
    """What was counted in advance was no guess."""
    counts, key = caches[conf.throttle_cache()], _in_this_window(counter, seconds)
    try:
        counts.decr(key)
    except ValueError:
        return
    counts.touch(key, seconds)


def _in_this_window(counter: str, seconds: int) -> str:
    return f"{counter}.{int(time.time()) // seconds}"
