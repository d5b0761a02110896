"""How many rows each tier has, and where the figures come from.

About 20 craft centres a district, two groups a centre, 18 members a group; the frame of
all crafters, served or not, is 60 people a group; one facilitator for six groups; three
sessions a month for 24 months; three rounds of the group instrument. East Java has 38
districts; the country has about 514.
"""

from dataclasses import dataclass

SENTRA_PER_DISTRICT = 20
GROUPS_PER_SENTRA = 2
MEMBERS_PER_GROUP = 18
FRAME_PER_GROUP = 60
GROUPS_PER_FACILITATOR = 6
SESSIONS_PER_GROUP = 72
ROUNDS_PER_GROUP = 3


@dataclass(frozen=True)
class Tier:
    """`minutes_allowed`: attendance is cut there, and the command says so."""

    name: str
    districts: int
    minutes_allowed: int | None = None

    @property
    def groups(self) -> int:
        return self.districts * SENTRA_PER_DISTRICT * GROUPS_PER_SENTRA


TIERS = {
    "S": Tier("S", 1),
    "M": Tier("M", 38),
    "L": Tier("L", 514, minutes_allowed=10),
}
