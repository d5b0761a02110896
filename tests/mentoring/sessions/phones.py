"""A facilitator's phone as tests of records use it."""

from uuid import uuid4

from mentoring.canonical_json import digest_of
from mentoring.offline_records import Received
from mentoring.sessions.offline import RECORD_TYPES
from tests.factories.sessions import NOON

TYPES = {each.name: each for each in RECORD_TYPES}
DAY = "2026-03-02"


class Phone:
    """Payloads in, outcomes out."""

    def __init__(self, user):
        self.user = user

    def record(self, name, payload, key=None, **more):
        return Received(
            id=key or uuid4(),
            content=TYPES[name].read(payload, 1),
            version=1,
            user=self.user,
            recorded_at=NOON,
            received_at=more.pop("received_at", NOON),
            digest=digest_of(payload),
            **more,
        )

    def send(self, name, *payloads, key=None, **more):
        records = [self.record(name, payload, key, **more) for payload in payloads]
        return TYPES[name].apply(records)

    def tell(self, name, payload, key=None, **more):
        [outcome] = self.send(name, payload, key=key, **more)
        return outcome

    def visit(self, payload, key=None, **more):
        return self.tell("sessions.visit", payload, key, **more)


def told(group, marks, **more):
    """The payload of a visit that was held: person -> status."""
    return {
        "group": str(group.pk),
        "state": "held",
        "kind": "out_wall",
        "happened_on": DAY,
        "attendance": {str(person.pk): status for person, status in marks.items()},
        **more,
    }
