"""An outbox that never runs dry: visits of sixteen people, as phones send them."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tests.benchmarks.posting import Post
from tests.field_simulator.phone import API, envelope_of, key_of, push_body
from tests.field_simulator.visits import visit_of

# Visits of one group, day and kind within three hours are noted as told twice: other work.
HOURS = ("06:00", "10:00", "14:00", "18:00")
KINDS = ("out_wall", "in_wall", "remote", "own_meeting", "market")
DAYS = 390


class Outbox:
    """Of one phone. first: the number before its first record."""

    def __init__(
        self, token: str, groups: list[dict[str, Any]], *, seed: str, first: int = 0
    ) -> None:
        self.token, self.groups, self.sent = token, groups, first
        self.chance = random.Random(f"{seed} {token}")  # noqa: S311 - repeatable, not secret
        self.today = date.today()

    def posts(self, records: int) -> Iterator[Post]:
        """Deliveries of `records` visits each, without end."""
        while True:
            yield Post(f"{API}/push/", self.token, self.body(records))

    def body(self, records: int) -> bytes:
        return push_body([self._next() for _number in range(records)], unsent=records)

    def _next(self) -> dict[str, Any]:
        self.sent += 1
        turn, which = divmod(self.sent, len(self.groups))
        turn, day = divmod(turn, DAYS)
        turn, hour = divmod(turn, len(HOURS))
        payload = visit_of(
            self.groups[which], self.today - timedelta(days=1 + day), self.chance
        ) | {"starts_at": HOURS[hour], "kind": KINDS[turn % len(KINDS)]}
        return envelope_of(self.sent, record=key_of(self.chance), payload=payload)
