"""What one run carries along: dice, last day, clock and counts."""

import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from balai.demo.scale.tiers import Tier

DAYS = 720
Said = Callable[[str], None]


@dataclass
class Filling:
    """Same seed, same keys. `since` is the first day anything happened."""

    tier: Tier
    dice: random.Random
    today: date
    say: Said

    def __post_init__(self) -> None:
        self.started = time.monotonic()
        self.since = self.today - timedelta(days=DAYS)
        self.counts: dict[str, int] = {}

    def uuid(self) -> uuid.UUID:
        return uuid.UUID(int=self.dice.getrandbits(128), version=4)

    def note(self, name: str, count: int) -> None:
        self.counts[name] = self.counts.get(name, 0) + count
        self.say(f"{name}: {count:,}")

    @property
    def is_over_time(self) -> bool:
        allowed = self.tier.minutes_allowed
        return allowed is not None and time.monotonic() - self.started > allowed * 60
