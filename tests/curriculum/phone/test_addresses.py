"""What phones ask for: the app, packs, and readers' keys."""

import json
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from curriculum import conf
from curriculum.models import EventForReview, ModuleRelease, OfflinePack, ProgressEvent, ReaderKey
from curriculum.services import end_reader_keys, make_pack
from curriculum.tasks import make_packs
from tests.curriculum.readers import does, reading_of
from tests.curriculum.test_receive_view import event, post
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.curriculum import draft_module, module
from tests.factories.registry import MembershipFactory, PersonFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
PHONE = "/pelajaran/hp/"


def key_of(client: Client, user, device=None) -> str:
    """A key that the phone `device` got while `user` was signed in."""
    client.force_login(user)
    data = json.dumps({"device": str(device or uuid.uuid4())})
    secret = client.post(f"{PHONE}pembaca/", data, content_type="application/json").json()["secret"]
    client.logout()
    return secret


def send(secret: str, events: list, **more):
    batch = {"sent_at": timezone.now().isoformat(), "events": events, **more}
    return Client(enforce_csrf_checks=True).post(
        f"{PHONE}kirim/",
        json.dumps(batch),
        content_type="application/json",
        headers={"Authorization": f"Reader {secret}"},
    )


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_shelf_is_strict_html_and_the_same_for_everybody(client, ruminah, language):
    client.post(f"/bahasa/{language}/")
    as_guest = client.get(PHONE).text
    client.force_login(ruminah)

    assert markup_errors(as_guest) == []
    assert client.get(PHONE).text == as_guest


def test_parts_of_the_app_cost_no_query_and_are_not_sent_twice(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        for part in ("", "gaya.css", "kunci.txt", "aplikasi.webmanifest", "reader.js", "shelf.js"):
            answer = client.get(f"{PHONE}{part}")
            assert (part, answer.status_code) == (part, 200)
            tag = {"If-None-Match": answer.headers["ETag"]}
            assert client.get(f"{PHONE}{part}", headers=tag).status_code == 304


def test_the_worker_may_serve_all_lessons_and_names_every_part(client):
    answer = client.get("/pelajaran/sw.js")
    app = json.loads(answer.text.partition(";\n")[0].removeprefix("self.pendamping="))

    assert answer.headers["Service-Worker-Allowed"] == app["scope"] == "/pelajaran/"
    for part in app["parts"]:
        assert client.get(part["url"]).status_code == 200


def test_the_worker_is_another_one_in_another_language(client):
    indonesian = client.get("/pelajaran/sw.js").text
    client.post("/bahasa/en/")

    assert client.get("/pelajaran/sw.js").text != indonesian


def test_unknown_scripts_pictures_and_pages_are_not_found(client):
    for address in ("worker.js", "x.js", "wajah/x.svg", f"berkas/{'0' * 64}/", "paket/99/"):
        assert client.get(f"{PHONE}{address}").status_code == 404


def test_a_pack_whole_then_what_changed_then_nothing(client):
    page = module(lessons=2)
    first = client.get(f"{PHONE}paket/{page.pk}/").json()
    lesson = page.get_lessons()[0]
    lesson.title = "Nama baru"
    lesson.save_revision().publish()

    second = client.get(f"{PHONE}paket/{page.pk}/", {"dari": first["digest"]}).json()
    assert second["base"] == first["digest"]
    assert {file["url"] for file in second["add"]} == {
        "/pelajaran/m01/",
        "/pelajaran/m01/belajar-1/",
    }
    third = client.get(f"{PHONE}paket/{page.pk}/", {"dari": second["digest"]}).json()
    assert third == {
        "digest": second["digest"],
        "signature": third["signature"],
        "same": True,
    }
    unknown = client.get(f"{PHONE}paket/{page.pk}/", {"dari": "x"}).json()
    assert unknown["digest"] == second["digest"]
    assert len(unknown["manifest"]["files"]) == len(first["manifest"]["files"])


def test_every_page_of_a_pack_can_be_fetched_for_good(client, django_assert_num_queries):
    pack = client.get(f"{PHONE}paket/{module().pk}/").json()
    pages = [f for f in pack["manifest"]["files"] if f["type"].startswith("text/html")]

    with django_assert_num_queries(0):
        for file in pages:
            answer = client.get(f"{PHONE}berkas/{file['sha']}/")
            assert len(answer.content) == file["bytes"]
            assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("count", [0, 1, 30])
def test_the_newest_packs_of_many_modules_cost_five_queries(
    client, django_assert_num_queries, count
):
    pages = [module(f"M{number:02}") for number in range(count)]
    for release in ModuleRelease.objects.all():
        make_pack(release=release, language="id")
    keys = [str(page.pk) for page in pages]

    with django_assert_num_queries(5 if count else 0):
        newest = client.get(f"{PHONE}terbaru/", {"m": [*keys, "x"]}).json()
    assert sorted(newest) == sorted(keys)


def test_drafts_have_no_pack(client):
    assert client.get(f"{PHONE}paket/{draft_module().pk}/").status_code == 404


def test_packs_are_made_after_a_release(settings, django_capture_on_commit_callbacks):
    settings.CURRICULUM_PACK_LANGUAGES = ["id", "en"]
    with django_capture_on_commit_callbacks(execute=True):
        module()

    assert set(OfflinePack.objects.values_list("language", flat=True)) == {"id", "en"}
    make_packs(ModuleRelease.objects.get().pk)
    make_packs(0)
    assert OfflinePack.objects.count() == 2
    assert conf.pack_languages() == ["id", "en"]


# --- Readers' keys ------------------------------------------------------------


def test_who_is_signed_in_is_told_to_herself_only(client, ruminah):
    assert client.get(f"{PHONE}saya/").status_code == 401
    assert client.post(f"{PHONE}pembaca/", "{}", content_type="application/json").status_code == 401
    client.force_login(ruminah)

    answer = client.get(f"{PHONE}saya/")
    assert answer.json()["name"] == "Ruminah Contoh"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_key_needs_the_token_of_a_page_of_ours(ruminah):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ruminah)

    data = json.dumps({"device": str(uuid.uuid4())})
    answer = strict.post(f"{PHONE}pembaca/", data, content_type="application/json")
    assert answer.status_code == 403


@pytest.mark.parametrize("data", ["", "[]", "{}", '{"device": 7}', "[" * 100_000])
def test_a_request_for_a_key_that_cannot_be_read(client, ruminah, data):
    client.force_login(ruminah)

    answer = client.post(f"{PHONE}pembaca/", data, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["code"] == "batch_unreadable"


def test_records_sent_with_a_key_are_its_readers(client, ruminah):
    device = uuid.uuid4()
    secret, record = key_of(client, ruminah, device), event(reading_of(module()))

    answer = send(secret, [record], device=str(device)).json()
    again = send(secret, [record], device=str(device)).json()

    assert (answer["results"][0]["status"], answer["ended"]) == ("accepted", False)
    assert again["results"][0]["status"] == "duplicate"
    stored = ProgressEvent.objects.get()
    assert (stored.user, stored.device) == (ruminah, device)


def test_a_key_speaks_for_its_reader_alone(client, ruminah, sutini):
    secret = key_of(client, ruminah)
    record = event(reading_of(module()), reader=sutini.pk)

    result = send(secret, [record]).json()["results"][0]
    assert (result["status"], result["kept"]) == ("rejected", False)
    assert ProgressEvent.objects.count() == 0


@pytest.mark.parametrize("secret", ["", "x", "ü"])
def test_an_unknown_key_stores_nothing_and_the_phone_keeps_all(secret):
    headers = {"Authorization": f"Reader {secret}".encode().decode("latin-1")}
    batch = json.dumps({"sent_at": timezone.now().isoformat(), "events": [{"id": 1}]})
    answer = Client().post(
        f"{PHONE}kirim/", batch, content_type="application/json", headers=headers
    )

    assert answer.status_code == 401
    assert answer.json()["code"] == "reader_key_unknown"
    assert EventForReview.objects.count() == 0


def test_what_comes_with_an_ended_key_is_kept_for_somebody_to_look_at(client, ruminah):
    secret, record = key_of(client, ruminah), event(reading_of(module()))
    end_reader_keys(user=ruminah, ended_by=ruminah)

    answer = send(secret, [record, {"id": 2}]).json()

    assert answer["ended"] is True
    assert [each["code"] for each in answer["results"]] == ["reader_key_ended"] * 2
    assert all(each["kept"] for each in answer["results"])
    assert ProgressEvent.objects.count() == 0
    assert EventForReview.objects.filter(sender=ruminah, code="reader_key_ended").count() == 2


def test_a_key_of_somebody_who_left_has_ended(client, ruminah):
    secret, record = key_of(client, ruminah), event(reading_of(module()))
    ruminah.is_active = False
    ruminah.save()

    assert send(secret, [record]).json()["ended"] is True
    assert ProgressEvent.objects.count() == 0


def test_a_new_password_ends_the_keys_given_before(client, ruminah):
    secret, record = key_of(client, ruminah), event(reading_of(module()))
    ruminah.set_password("lain sekali 9")
    ruminah.save()

    assert send(secret, [record]).json()["ended"] is True
    headers = {"Authorization": f"Reader {secret}"}
    assert Client().get(f"{PHONE}kemajuan/", headers=headers).status_code == 401


def test_a_facilitators_key_writes_for_nobody_else(client, ruminah, sutini):
    secret = key_of(client, sutini)
    record = event(reading_of(module()), reader=ruminah.pk)
    person = PersonFactory(user=ruminah)
    group = MembershipFactory(person=person).group
    AssignmentFactory(facilitator=FacilitatorFactory(user=sutini), group=group)

    result = send(secret, [record]).json()["results"][0]
    client.force_login(sutini)
    signed_in = post(client, [record]).json()["results"][0]

    assert (result["code"], result["kept"]) == ("not_your_reader", False)
    assert signed_in["status"] == "accepted"


def test_ten_thousand_records_at_once_are_too_many(client, ruminah):
    secret, record = key_of(client, ruminah), event(reading_of(module()))

    answer = send(secret, [record] * 10_000)
    assert answer.status_code == 413
    assert ProgressEvent.objects.count() == 0


def test_a_new_key_on_the_same_phone_ends_the_old_one(client, ruminah):
    device = uuid.uuid4()
    old, new = key_of(client, ruminah, device), key_of(client, ruminah, device)
    other = key_of(client, ruminah)

    not_ended = ReaderKey.objects.not_ended()
    assert [not_ended.of_secret(secret).exists() for secret in (old, new, other)] == [
        False,
        True,
        True,
    ]


def test_a_phone_forgets_a_reader(client, ruminah):
    secret = key_of(client, ruminah)
    headers = {"Authorization": f"Reader {secret}"}

    assert Client().post(f"{PHONE}lupakan/", headers=headers).status_code == 204
    assert not ReaderKey.objects.not_ended().exists()
    assert Client().get(f"{PHONE}kemajuan/", headers=headers).status_code == 401


def test_a_phone_learns_what_its_reader_did_elsewhere(client, ruminah, sutini):
    reading = reading_of(module())
    does(ruminah, reading)
    headers = {"Authorization": f"Reader {key_of(client, ruminah)}"}
    hers = {"Authorization": f"Reader {key_of(client, sutini)}"}

    assert Client().get(f"{PHONE}kemajuan/", headers=headers).json() == {
        "lessons": [reading.page_id],
        "checks": [],
    }
    assert Client().get(f"{PHONE}kemajuan/", headers=hers).json() == {"lessons": [], "checks": []}


def test_keys_are_kept_as_hashes_only(client, ruminah):
    secret = key_of(client, ruminah)

    row = ReaderKey.objects.get()
    assert secret not in str(vars(row))
    assert ReaderKey.objects.visible_to(ruminah).get() == row
