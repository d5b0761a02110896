"""The people of a run, and what arrived of what they sent.

Run inside the site's environment: `python -m tests.field_simulator.cast VERB …`; each verb
prints one line of JSON.
"""

import json
import random
import sys
from collections import Counter
from datetime import date, timedelta
from typing import Any

import django

django.setup()

from django.contrib.auth.models import Group  # noqa: E402 - after setup
from django.db.models import Count  # noqa: E402
from django.utils import timezone  # noqa: E402

from mentoring.field.models import Device, Envelope, Upload, UploadState  # noqa: E402
from mentoring.field.services import offer_again  # noqa: E402
from mentoring.field.services.enrolling import enrol as enrol_phone  # noqa: E402
from mentoring.field.services.enrolling import invite_phone  # noqa: E402
from mentoring.sessions.models import Attendance, Evidence, MentoringSession  # noqa: E402
from tests.factories.accounts import UserFactory  # noqa: E402
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory  # noqa: E402
from tests.factories.registry import (  # noqa: E402
    CrafterGroupFactory,
    MembershipFactory,
    PersonFactory,
    SentraFactory,
)

GROUPS_EACH, PEOPLE_EACH = 4, 16


def enrol(phones: str, seed: str) -> dict[str, Any]:
    """Facilitators with four groups of sixteen people each, and a phone enrolled for each."""
    chance = random.Random(f"{seed} cast")  # noqa: S311 - repeatable, not secret
    sentra = SentraFactory()
    coordinator = UserFactory(username="simulated-coordinator")
    started = date.today() - timedelta(days=400)
    return {
        "phones": [
            _phone(f"simulated-{number}", sentra, coordinator, started, chance)
            for number in range(int(phones))
        ]
    }


def _phone(
    name: str, sentra: Any, coordinator: Any, started: date, chance: random.Random
) -> dict[str, Any]:
    user = UserFactory(username=name)
    user.groups.add(Group.objects.get(name="facilitator"))
    facilitator = FacilitatorFactory(user=user)
    groups = [_group(facilitator, sentra, started) for _number in range(GROUPS_EACH)]
    invitation = invite_phone(user=user, invited_by=coordinator)
    enrolled = enrol_phone(
        code=invitation.code, device_name=name, app_version="simulator", now=timezone.now()
    )
    return {"token": enrolled.token, "groups": groups}


def _group(facilitator: Any, sentra: Any, started: date) -> dict[str, Any]:
    group = CrafterGroupFactory(sentra=sentra, founded_on=started)
    people = PersonFactory.create_batch(PEOPLE_EACH, place=sentra.place)
    for person in people:
        MembershipFactory(person=person, group=group, starts_on=started)
    AssignmentFactory(facilitator=facilitator, group=group, starts_on=started)
    return {"group": str(group.pk), "people": [str(person.pk) for person in people]}


def arrived() -> dict[str, Any]:
    """What the server has: sessions with marks and photographs, and what it never settled.

    After the next sweep: a process may be killed between keeping a photograph and telling the
    rooms of it.
    """
    offer_again(now=timezone.now() + timedelta(minutes=5))
    sessions: dict[str, Any] = {
        str(pk): {"marks": {}, "photos": []}
        for pk in MentoringSession.objects.held().order_by().values_list("pk", flat=True)
    }
    marks = Attendance.objects.order_by().values_list("session_id", "person_id", "status")
    for session, person, status in marks:
        sessions[str(session)]["marks"][str(person)] = status
    photos = Evidence.objects.order_by().values_list("session_id", "original_sha256")
    for session, digest in photos:
        sessions[str(session)]["photos"].append(digest)
    return {
        "sessions": sessions,
        "answers": Counter(Envelope.objects.order_by().values_list("answer", flat=True)),
        "unfinished_uploads": Upload.objects.exclude(state=UploadState.FINISHED).count(),
        "doubled_sequences": Envelope.objects.order_by()
        .values("device", "sequence")
        .annotate(times=Count("pk"))
        .filter(times__gt=1)
        .count(),
        "devices": Device.objects.count(),
    }


VERBS = {"enrol": enrol, "arrived": arrived}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(VERBS[sys.argv[1]](*sys.argv[2:])) + "\n")
