"""The address phones post to: /pelajaran/kejadian/."""

import json
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from curriculum.models import EventForReview, ProgressEvent
from tests.curriculum.readers import reading_of
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import module

pytestmark = pytest.mark.django_db
ADDRESS = "/pelajaran/kejadian/"


def event(reading, **more):
    return {
        "id": str(uuid.uuid4()),
        "kind": "lesson_done",
        "release": reading.release_id,
        "lesson": reading.page_id,
        "recorded_at": timezone.now().isoformat(),
        **more,
    }


def post(client, events, **more):
    batch = {"sent_at": timezone.now().isoformat(), "events": events, **more}
    return client.post(ADDRESS, json.dumps(batch), content_type="application/json")


def test_each_record_has_its_answer_in_order(client, ruminah):
    client.force_login(ruminah)
    good, bad = event(reading_of(module())), {"id": 7}

    answer = post(client, [good, bad, good], device=str(uuid.uuid4()))

    assert answer.json() == {
        "results": [
            {"id": good["id"], "status": "accepted", "kept": True},
            {
                "id": 7,
                "status": "rejected",
                "kept": True,
                "code": "event_unreadable",
                "sentence": "Catatan ini tidak terbaca (kind). Catatan disimpan dan akan "
                "diperiksa orang.",
            },
            {"id": good["id"], "status": "duplicate", "kept": True},
        ]
    }


def test_500_records_cost_six_reads_and_writes_and_again_none_is_stored(client, ruminah):
    client.force_login(ruminah)
    reading = reading_of(module())
    sent = [event(reading) for _number in range(500)]

    with CaptureQueriesContext(connection) as queries:
        first = post(client, sent).json()["results"]
    asked = [each["sql"] for each in queries.captured_queries if "SAVEPOINT" not in each["sql"]]
    again = post(client, sent).json()["results"]

    # PostgreSQL asks for a lock besides.
    assert len(asked) == 6 + connection.features.has_select_for_update
    assert {each["status"] for each in first} == {"accepted"}
    assert {each["status"] for each in again} == {"duplicate"}
    assert ProgressEvent.objects.count() == 500


def test_10000_records_at_once_are_refused_in_words_and_nothing_is_stored(client, ruminah):
    client.force_login(ruminah)
    one = event(reading_of(module()))

    answer = post(client, [one] * 10_000)

    assert answer.status_code == 413
    assert answer.json()["code"] == "batch_too_large"
    assert "Paling banyak 500 catatan" in answer.json()["sentence"]
    assert (ProgressEvent.objects.count(), EventForReview.objects.count()) == (0, 0)


def test_a_body_heavier_than_the_server_reads_is_refused_the_same_way(client, ruminah, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    client.force_login(ruminah)

    answer = post(client, ["a" * 2_000])

    assert (answer.status_code, answer.json()["code"]) == (413, "batch_too_large")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        "nonsense",
        '{"events": []}',
        '{"events": {}, "sent_at": "2026-08-03T11:00:00Z"}',
        '{"events": [], "sent_at": "2026-08-03"}',
        '{"events": [], "sent_at": "2026-08-03T11:00:00Z", "device": "mine"}',
        '{"events": [], "sent_at": "2026-08-03T11:00:00Z", "device": 7}',
        '{"events": [NaN], "sent_at": "2026-08-03T11:00:00Z"}',
        "[" * 100_000,
    ],
    ids=lambda body: body[:40],
)
def test_what_is_no_batch_is_refused_in_words(client, ruminah, body):
    client.force_login(ruminah)

    answer = client.post(ADDRESS, body, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (400, "batch_unreadable")


def test_bytes_that_are_no_text_are_refused_in_words(client, ruminah):
    client.force_login(ruminah)

    answer = client.post(ADDRESS, b"\xff\xfe\x00", content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (400, "batch_unreadable")


def test_who_is_not_signed_in_is_told_so_and_keeps_everything(client):
    closed = UserFactory(is_active=False)
    stranger = post(client, [event(reading_of(module()))])
    client.force_login(closed)
    switched_off = post(client, [])

    assert {stranger.status_code, switched_off.status_code} == {401}
    assert stranger.json()["code"] == "sign_in_to_send"
    assert ProgressEvent.objects.count() == 0


def test_another_site_cannot_post_for_her(ruminah):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ruminah)

    assert post(client, []).status_code == 403


def test_only_post(client, ruminah):
    client.force_login(ruminah)

    assert client.get(ADDRESS).status_code == 405


def test_the_language_of_the_sentences_is_the_readers(client):
    client.force_login(UserFactory(preferred_language="en"))

    assert "cannot be read" in post(client, ["x"]).json()["results"][0]["sentence"]


def review(sender):
    now = timezone.now()
    return EventForReview.objects.create(
        id=uuid.uuid4(), sender=sender, code="unknown_lesson", sent="{}", received_at=now
    )


def test_the_office_looks_at_what_could_not_be_counted(client, ruminah):
    row = review(ruminah)
    address = "/admin/curriculum_events_for_review/"
    answers = {}
    for role in ("programme_manager", "auditor", "administrator", "coordinator", "author"):
        client.force_login(UserFactory(roles=[role]))
        answers[role] = client.get(address).status_code
    client.force_login(UserFactory(is_superuser=True))

    assert answers == {
        "programme_manager": 200,
        "auditor": 200,
        "administrator": 200,
        "coordinator": 302,
        "author": 302,
    }
    assert "unknown_lesson" in client.get(f"{address}inspect/{row.pk}/").text
    for page in ("new/", f"delete/{row.pk}/"):
        assert client.get(f"{address}{page}").status_code == 302
