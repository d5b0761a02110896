"""Which module is read before which: no module may in the end need itself."""

from collections import deque
from collections.abc import Collection, Mapping


def way_back(
    start: int, wanted: Collection[int], needs: Mapping[int, Collection[int]]
) -> list[int] | None:
    """The shortest way from `start` over `wanted` back to `start`, both ends named; or None.

    wanted: what `start` is to need from now on; what `needs` says of `start` is not asked.
    needs: key of a module -> keys of the modules it needs.
    """
    ways = deque([start, first] for first in wanted)
    seen: set[int] = set()
    while ways:
        way = ways.popleft()
        here = way[-1]
        if here == start:
            return way
        if here not in seen:
            seen.add(here)
            ways.extend([*way, further] for further in needs.get(here, ()))
    return None
