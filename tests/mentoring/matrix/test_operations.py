"""The interface of phones: for each role's phone, own, near and foreign rows of each operation."""

import hashlib
from uuid import uuid4

import pytest
from django.test import Client

from balai.accounts.roles import ROLE_NAMES
from mentoring import matrix
from mentoring.field.models import Upload
from mentoring.matrix.field import OPERATIONS_ON_ITSELF
from mentoring.sessions.models import MentoringSession
from tests.factories.field import DeviceFactory, EnvelopeFactory
from tests.mentoring.field.phones import API, Phone
from tests.mentoring.matrix.world import NOON, WHERE, World
from tests.mentoring.sessions.phones import told

pytestmark = pytest.mark.django_db
CONTENT = b"\xff\xd8 a picture"


class Speaking:
    """The phone of a world's actor, and how each operation asks about the row at `where`."""

    def __init__(self, role):
        self.world = World(role)
        self.phone = Phone(user=self.world.actor, token=f"phone of {role}")

    def device(self, where):
        """Whose the row is: this very phone's, or one of a facilitator near or far."""
        return self.phone.device if where == "own" else self.world.a_device(where)

    def upload(self, where):
        return Upload.objects.create(
            device=self.device(where),
            record=uuid4(),
            sha256=hashlib.sha256(CONTENT).hexdigest(),
            bytes=len(CONTENT),
            media_type="image/jpeg",
            begun_at=NOON,
            last_piece_at=NOON,
        )

    def lists(self, where):
        buckets = self.phone.get("contents/").json()["buckets"]
        return str(self.world.groups[where].pk) in {each["key"] for each in buckets}

    def fetches(self, where):
        group = self.world.groups[where]
        answers = [
            self.phone.get(f"contents/{part}/{group.pk}/").status_code
            for part in ("sessions.groups", "sessions.history", "sessions.plan")
        ]
        assert len(set(answers)) == 1
        return answers[0] == 200

    def pushes(self, where):
        """Whether a visit is taken over and counts."""
        group, person = self.world.groups[where], self.world.people[where]
        payload = told(group, {person: "hadir"})
        line = self.phone.line("-", type="sessions.visit", version=1, payload=payload)
        (answer,) = self.phone.push(line)
        kept = MentoringSession.objects.filter(pk=line["record"], group=group)
        assert (answer["answer"] == "applied") == kept.exists(), answer
        return kept.exists()

    def asks(self, where):
        envelope = EnvelopeFactory(device=self.device(where), sequence=900)
        return bool(self.phone.ask(envelope.record))

    def begins(self, where):
        upload = self.upload(where)
        body = {
            "id": str(upload.pk),
            "record": str(upload.record),
            "sha256": upload.sha256,
            "bytes": upload.bytes,
            "media_type": upload.media_type,
        }
        return self.phone.post("uploads/", body).status_code == 200

    def looks(self, where):
        path = f"{API}uploads/{self.upload(where).pk}/"
        return self.phone.client.head(path).status_code == 200

    def goes_on(self, where):
        upload = self.upload(where)
        is_done = self.phone.patch(upload.pk, 0, CONTENT).status_code == 200
        upload.refresh_from_db()
        assert is_done == (upload.offset > 0)
        return is_done


ASKED = {
    "GET contents/": Speaking.lists,
    "GET contents/{part}/{key}/": Speaking.fetches,
    "POST push/": Speaking.pushes,
    "POST answers/": Speaking.asks,
    "POST uploads/": Speaking.begins,
    "HEAD uploads/{upload_id}/": Speaking.looks,
    "PATCH uploads/{upload_id}/": Speaking.goes_on,
}


def test_every_operation_of_the_interface_is_in_the_table(client):
    described = client.get(f"{API}openapi.json").json()["paths"]

    found = {
        f"{method.upper()} {path.removeprefix(API)}"
        for path, methods in described.items()
        for method in methods
    }
    assert found == {each.name for each in matrix.OPERATIONS} | set(OPERATIONS_ON_ITSELF)
    assert set(ASKED) == {each.name for each in matrix.OPERATIONS}


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_a_phone_reaches_what_the_table_says(role):
    speaking = Speaking(role)

    found, said = {}, {}
    for operation in matrix.OPERATIONS:
        asked = ASKED[operation.name]
        found[operation.name] = {where for where in WHERE if asked(speaking, where)}
        said[operation.name] = matrix.reached(operation.who, role)

    assert found == said


@pytest.mark.parametrize("operation", [each.name for each in matrix.OPERATIONS])
def test_without_a_token_nobody_reaches_anything(operation):
    speaking = Speaking("facilitator")
    speaking.phone.client = Client()
    method, path = operation.split(" ")
    path = path.format(part="sessions.groups", key="x", upload_id=uuid4())

    answer = speaking.phone.client.generic(method, f"{API}{path}", content_type="application/json")

    assert answer.status_code == 401


@pytest.mark.parametrize("state", ["revoked", "gone"])
def test_a_phone_that_was_signed_out_reads_nothing_and_writes_nothing(state):
    speaking = Speaking("facilitator")
    speaking.phone.device.state = state
    speaking.phone.device.save()

    assert speaking.phone.get("contents/").json().get("buckets", []) == []
    for where in WHERE:
        assert not speaking.fetches(where)
    body = speaking.phone.body(speaking.phone.line("-", type="sessions.visit", version=1))
    answer = speaking.phone.post("push/", body)
    said = [each["answer"] for each in answer.json().get("answers", [])]
    assert said == {"revoked": ["held"], "gone": []}[state]
    assert not MentoringSession.objects.exists()


def test_the_phone_of_one_is_no_key_to_the_phone_of_another():
    """A second phone of the same person does not even hear of what the first one sent."""
    speaking = Speaking("facilitator")
    other = Phone(device=DeviceFactory(user=speaking.world.actor, token="other"), token="other")
    envelope = EnvelopeFactory(device=other.device)

    assert speaking.phone.ask(envelope.record) == []
