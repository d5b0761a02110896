"""The staff's JSON interface: role by act by own and foreign issuer, keys, refusals."""

import json
import uuid

import pytest
from django.test import Client

from certificates.models import (
    BatchState,
    Certificate,
    Correction,
    IssueBatch,
    IssuerMembership,
    Status,
)
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateTypeFactory, MembershipFactory

pytestmark = pytest.mark.django_db
HOME = "/sertifikat/api/1/"
CLERK, HEAD, AUDITOR, INSTRUCTOR = "clerk", "head", "auditor", "instructor"
ROLES = (CLERK, HEAD, AUDITOR, INSTRUCTOR, "administrator", "holder", "stranger")


def post(client, path, body=None, key=None):
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(
        HOME + path, json.dumps(body or {}), content_type="application/json", headers=headers
    )


def key():
    return uuid.uuid4().hex


class World:
    """What calls are about, at the caller's own issuer or at a foreign one."""

    def __init__(self, house, foreign):
        issuer = house.issuer
        if foreign:
            house.issuer = MembershipFactory(role="clerk").issuer
            house.clerk = house.issuer.memberships.get().user
            house.head = MembershipFactory(role="head", issuer=house.issuer).user
            house.type = CertificateTypeFactory(issuer=house.issuer)
        self.home, self.house = issuer, house
        self.certificate = house.certificate(key="run:a")
        self.prepared = house.prepared(1, key="run:b")
        self.training = house.training(1, key="run:c")
        asked = post_as(
            house.clerk,
            f"certificates/{self.certificate.pk}/replace/",
            {"wanted_name": "Nama Benar Rekaan", "reason": "KTP"},
        )
        self.wish = asked.json()["id"]

    def caller(self, role):
        if role in (CLERK, HEAD, AUDITOR, INSTRUCTOR):
            return MembershipFactory(role=role, issuer=self.home).user
        if role == "holder":
            return self.certificate.holder
        return UserFactory(roles=["administrator"] if role == "administrator" else [])


def post_as(user, path, body):
    client = Client()
    client.force_login(user)
    return post(client, path, body)


# act -> (roles that may at their own issuer, roles that may at a foreign one)
ACTS = {
    "check": ({CLERK, HEAD}, set()),
    "prepare": ({CLERK}, set()),
    "progress": ({CLERK, HEAD, AUDITOR, INSTRUCTOR}, {AUDITOR}),
    "approve": ({HEAD}, set()),
    "read": ({CLERK, HEAD, AUDITOR, INSTRUCTOR}, {AUDITOR}),
    "revoke": ({HEAD}, set()),
    "ask": ({CLERK, HEAD}, set()),
    "replace": ({HEAD}, set()),
    "register": ({CLERK, HEAD, AUDITOR}, {AUDITOR}),
}


def act(client, world, name):
    kind, cert = world.house.type, world.certificate
    if name == "check":
        return client.get(f"{HOME}checks/?training={world.training.key}&type={kind.pk}")
    if name == "prepare":
        return post(client, "batches/", {"training": world.training.key, "type": kind.pk}, key())
    if name == "progress":
        return client.get(f"{HOME}batches/{world.prepared.pk}/")
    if name == "approve":
        return post(client, f"batches/{world.prepared.pk}/approve/")
    if name == "read":
        return client.get(f"{HOME}certificates/{cert.pk}/")
    if name == "revoke":
        body = {"reason": "error", "note": "salah"}
        return post(client, f"certificates/{cert.pk}/revoke/", body)
    if name == "ask":
        Correction.objects.filter(certificate=cert).delete()
        body = {"wanted_name": "Nama Lain Rekaan", "reason": "KTP"}
        return post(client, f"certificates/{cert.pk}/replace/", body)
    if name == "replace":
        return post(client, f"corrections/{world.wish}/approve/")
    return client.get(f"{HOME}registers/{world.house.issuer.code}/2026/")


@pytest.mark.parametrize("where", ["own", "foreign"])
@pytest.mark.parametrize("name", list(ACTS))
def test_each_role_may_what_the_table_says_and_is_refused_in_words(house, name, where):
    world = World(house, where == "foreign")
    may = ACTS[name][where == "foreign"]
    found = set()
    # Who may comes last: what she does would change the answer for the others.
    for role in sorted(ROLES, key=lambda role: role in may):
        client = Client()
        client.force_login(world.caller(role))
        answer = act(client, world, name)
        if answer.status_code < 300:
            found.add(role)
        else:
            assert answer.status_code in (403, 404), (role, answer.content)
            assert set(answer.json()) == {"code", "sentence"}

    assert found == may


def test_nobody_approves_her_own_batch_nor_her_own_wish(house, client):
    MembershipFactory(role="head", issuer=house.issuer, user=house.clerk)
    house.clerk.groups.add(*house.head.groups.all())
    batch, certificate = house.prepared(1, key="run:a"), house.certificate(key="run:b")
    client.force_login(house.clerk)
    body = {"wanted_name": "Nama Benar Rekaan", "reason": "KTP"}
    wish = post(client, f"certificates/{certificate.pk}/replace/", body).json()["id"]

    refusals = [
        post(client, f"batches/{batch.pk}/approve/"),
        post(client, f"corrections/{wish}/approve/"),
    ]

    said = [(answer.status_code, answer.json()["code"]) for answer in refusals]
    assert said == [(403, "own_batch"), (403, "own_request")]


def test_the_same_key_has_one_effect_and_the_same_answer(house, client):
    training, name = house.training(2), key()
    client.force_login(house.clerk)
    body = {"training": training.key, "type": house.type.pk}

    first = post(client, "batches/", body, name)
    second = post(client, "batches/", body, name)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert IssueBatch.objects.count() == 1
    other = post(client, "batches/", {**body, "training": house.training(1, key="run:x").key}, name)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_taken")
    none = post(client, "batches/", body)
    assert (none.status_code, none.json()["code"]) == (400, "idempotency_key_missing")


def test_from_the_check_to_the_revocation_and_each_act_twice(house, client):
    training = house.training(2)
    client.force_login(house.clerk)
    told = client.get(f"{HOME}trainings/").json()
    assert [(one["key"], [kind["id"] for kind in one["types"]]) for one in told] == [
        (training.key, [house.type.pk])
    ]
    check = client.get(f"{HOME}checks/?training={training.key}&type={house.type.pk}").json()
    assert [person["is_eligible"] for person in check["people"]] == [True, True]
    assert "Hadir 7 dari 8 pertemuan" in check["people"][0]["rules"][0]["sentence"]
    body = {"training": training.key, "type": house.type.pk, "seen": check["seen"]}
    batch = post(client, "batches/", body, key()).json()
    assert (batch["state"], batch["total"], batch["done"]) == ("prepared", 2, 0)

    client.force_login(house.head)
    with house.commits():
        post(client, f"batches/{batch['id']}/approve/")
    again = post(client, f"batches/{batch['id']}/approve/")
    assert (again.status_code, again.json()["state"], again.json()["done"]) == (200, "done", 2)
    assert IssueBatch.objects.get().state == BatchState.DONE
    certificate = Certificate.objects.first()
    for _time in range(2):
        body = {"reason": "error", "note": "salah"}
        answer = post(client, f"certificates/{certificate.pk}/revoke/", body)
        assert (answer.status_code, answer.json()["status"]) == (200, Status.REVOKED)
    assert certificate.events.filter(kind="revoked").count() == 1
    lines = client.get(f"{HOME}registers/{house.issuer.code}/{certificate.issued_on.year}/").json()
    assert [line["serial"][:4] for line in lines] == ["001/", "002/"]


def test_every_refusal_has_a_code_and_a_sentence(house, client):
    training = house.training(1)
    guest = client.get(f"{HOME}trainings/")
    client.force_login(house.clerk)
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(house.clerk)
    body = {"training": training.key, "type": house.type.pk}
    answers = {
        "not_signed_in": (401, guest),
        "csrf_failed": (403, post(forged, "batches/", body, key())),
        "not_found": (404, client.get(f"{HOME}batches/{uuid.uuid4()}/")),
        "occasion_unknown": (404, post(client, "batches/", {**body, "training": "run:9"}, key())),
        "not_understood": (422, post(client, "batches/", {"type": "x"}, key())),
        "check_is_stale": (409, post(client, "batches/", {**body, "seen": "0" * 64}, key())),
    }

    for code, (status, answer) in answers.items():
        assert (answer.status_code, answer.json()["code"]) == (status, code), answer.content
        assert answer.json()["sentence"].endswith(".")
    assert IssueBatch.objects.count() == 0


def test_the_description_names_every_call(house, client):
    client.force_login(house.clerk)

    described = client.get(f"{HOME}openapi.json").json()

    assert sorted(described["paths"]) == [
        f"{HOME}{path}"
        for path in (
            "batches/",
            "batches/{batch_id}/",
            "batches/{batch_id}/approve/",
            "certificates/{certificate_id}/",
            "certificates/{certificate_id}/replace/",
            "certificates/{certificate_id}/revoke/",
            "checks/",
            "corrections/{correction_id}/approve/",
            "registers/{issuer_code}/{year}/",
            "trainings/",
        )
    ]


def test_a_membership_that_is_over_opens_nothing(house, client):
    batch = house.prepared(1)
    IssuerMembership.objects.filter(user=house.head).update(ends_on="2025-06-01")
    client.force_login(type(house.head).objects.get(pk=house.head.pk))

    assert client.get(f"{HOME}batches/{batch.pk}/").status_code == 404
