"""How often something was tried lately: counted in a cache, forgotten by itself."""

import hashlib

from django.core.cache import caches

from mentoring.registry import conf


def is_one_too_many(door: str, who: str, *, most: int, seconds: int) -> bool:
    """Count one more try of `who` at `door`; whether there were `most` before, lately.

    seconds: how long a count lasts, from its first try. A try that is refused is not counted.
    """
    counts = caches[conf.throttle_cache()]
    # A digest: the list of who tried what from where is not kept, not even for an hour.
    key = f"mentoring.{door}.{hashlib.sha256(who.encode()).hexdigest()[:24]}"
    if counts.get(key, 0) >= most:
        return True
    counts.add(key, 0, seconds)
    try:
        counts.incr(key)
    except ValueError:
        # It expired between the two lines: the time is over.
        counts.set(key, 1, seconds)
    return False
