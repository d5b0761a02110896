"""A facilitator's phone as tests of sheets use it."""

from datetime import UTC, datetime
from uuid import uuid4

from mentoring.canonical_json import digest_of
from mentoring.incubation.offline import PARTS, RECORD_TYPES
from mentoring.offline_records import Received
from tests.factories.incubation import BASELINE, levels

[TYPE] = RECORD_TYPES
NOON = datetime(2025, 2, 3, 5, tzinfo=UTC)
DAY = "2025-02-03"
TODAY = NOON.date()


class Phone:
    """Payloads in, outcomes out."""

    def __init__(self, user):
        self.user = user

    def record(self, payload, key=None, **more):
        return Received(
            id=key or uuid4(),
            content=TYPE.read(payload, 1),
            version=1,
            user=self.user,
            recorded_at=NOON,
            received_at=more.pop("received_at", NOON),
            digest=digest_of(payload),
            **more,
        )

    def tell(self, payload, key=None, **more):
        [outcome] = TYPE.apply([self.record(payload, key, **more)])
        return outcome

    def pull(self, part, today=TODAY):
        [one] = [each for each in PARTS if each.name == f"incubation.{part}"]
        return one.contents(self.user, today=today)


def sheet(group, *, version=None, person=None, kind="baseline", **more):
    """The payload of a group's sheet with the baseline levels, or of a person's with `answers`."""
    version = version or group.cycle.instrument_version
    answers = {
        code: {"level": level, "note": "Dilihat bersama."}
        for code, level in levels(BASELINE).items()
    }
    return {
        "enrolment": str(group.pk),
        "kind": kind,
        "version": getattr(version, "pk", version),
        "person": str(getattr(person, "pk", person)) if person else None,
        "happened_on": DAY,
        "started_at": "2025-02-03T09:00:00+07:00",
        "ended_at": "2025-02-03T10:00:00+07:00",
        "answers": answers,
        **more,
    }
