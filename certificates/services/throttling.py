"""Counting guesses, so that neither codes nor birth dates can be found by trying."""

import ipaddress
import logging
import sys
import time

from django.core.cache import caches

from certificates import conf

logger = logging.getLogger(__name__)

DAY_SECONDS = 86_400
_SILENT = "The cache that counts guesses (CERTIFICATES_THROTTLE_CACHE) does not answer."
# What `count` answers when nothing can be counted: more than any limit.
UNCOUNTED = sys.maxsize


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
    """Whether `counter` has `limit` in this window of `seconds`.

    No, if the cache cannot be asked: whoever holds a paper is answered all the same, and a code
    of sixty random bits is not found by trying in the hour until somebody mends the cache.
    """
    try:
        return caches[conf.throttle_cache()].get(_in_this_window(counter, seconds), 0) >= limit
    except Exception:
        # Each cache fails with errors of its own; whoever runs the site is told by the log.
        logger.exception(_SILENT)
        return False


def count(counter: str, seconds: int) -> int:
    """Count one more in this window of `seconds`; return how many it has.

    `UNCOUNTED`, if the cache cannot be asked: a birth date is found by trying, so that nothing is
    compared while nobody counts.
    """
    try:
        return _count(counter, seconds)
    except Exception:
        # Each cache fails with errors of its own; whoever runs the site is told by the log.
        logger.exception(_SILENT)
        return UNCOUNTED


def _count(counter: str, seconds: int) -> int:
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
        counts.touch(key, seconds)
    except ValueError:
        # Somebody emptied the cache.
        return
    except Exception:
        # Each cache fails with errors of its own; whoever runs the site is told by the log.
        logger.exception(_SILENT)


def _in_this_window(counter: str, seconds: int) -> str:
    return f"{counter}.{int(time.time()) // seconds}"
