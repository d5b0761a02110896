"""By which way somebody is reached: the best one that has an address at which she answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentoring.reminders.contacts import Contact
from mentoring.reminders.ways import Way


@dataclass(frozen=True)
class Reach:
    """way, to: empty when she cannot be written to; why_not then says why, as a code."""

    way: Way | None = None
    to: str = ""
    why_not: str = ""


def reach(contact: Contact, ways: Sequence[Way]) -> Reach:
    """`ways`: the best first. Whoever wants no messages is "stopped", whatever could be done."""
    if contact.stopped_at is not None:
        return Reach(why_not="stopped")
    why_not = contact.why_not
    for way in ways:
        to = way.address_of(contact)
        if not to:
            continue
        if not contact.is_unreachable_at(to):
            return Reach(way, to)
        why_not = "unreachable"
    return Reach(why_not=why_not)


def next_way(contact: Contact, found: Reach, ways: Sequence[Way]) -> Way | None:
    """The way after that of `found` that has an address of hers, if any."""
    after = ways[ways.index(found.way) + 1 :] if found.way in ways else ()
    return next((way for way in after if way.address_of(contact)), None)
