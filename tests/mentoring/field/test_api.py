"""The interface of phones: its description, its doors, its bodies, what it lets nobody have."""

import gzip
import hashlib
import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from mentoring.field.keys import export_key, from_text
from mentoring.field.models import Device, Enrolment, Envelope, Upload, UploadPiece
from mentoring.field.services import (
    give_unlock_code,
    invite_phone,
    revoke_device,
    tidy_uploads,
)
from mentoring.field.signals import upload_finished
from tests.factories.accounts import UserFactory
from tests.factories.field import DeviceFactory
from tests.mentoring.field.phones import API, Phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(with_notes):
    return Phone(user=UserFactory(full_name="Sri Pendamping Contoh", roles=["facilitator"]))


def enrolled(code, **said):
    about = {"device_name": "HP Sri", "app_version": "1", "attempt": "of-this-phone"}
    body = {"code": code, **about, **said}
    return Client().post(f"{API}enrol/", json.dumps(body), content_type="application/json")


# --- the description -----------------------------------------------------------


def _routes(patterns, prefix=""):
    for pattern in patterns:
        where = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern.url_patterns, where)
        else:
            yield where


def test_every_route_is_described(client):
    described = client.get(f"{API}openapi.json").json()

    found = {
        "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)
        for route in _routes(get_resolver().url_patterns)
        if route.startswith("lapangan/api/v1/") and not route.endswith(("openapi.json", "v1/"))
    }
    assert found == set(described["paths"])
    assert len(found) == 10


def test_the_description_says_how_a_record_looks_and_how_to_be_let_in(client):
    described = client.get(f"{API}openapi.json").json()

    push = described["paths"][f"{API}push/"]["post"]
    body = push["requestBody"]["content"]["application/json"]["schema"]
    assert set(body["properties"]["envelopes"]["items"]["properties"]) >= {
        *("sequence", "record", "type", "version", "recorded_at", "after", "digest"),
        *("replaces", "reason", "payload"),
    }
    assert described["components"]["securitySchemes"]["DeviceToken"] == {
        "type": "http",
        "scheme": "device",
    }


def test_no_page_of_it_loads_what_others_wrote(client):
    assert client.get(f"{API}docs/").status_code == 404


# --- setting up ------------------------------------------------------------------


def test_an_invitation_sets_up_one_phone(dewi):
    sri = UserFactory(full_name="Sri Pendamping Contoh")
    code = invite_phone(user=sri, invited_by=dewi).code

    answer = enrolled(code)

    said = answer.json()
    assert answer.status_code == 200
    assert said["user"] == {"name": "Sri Pendamping Contoh", "language": "id"}
    device = Device.objects.get(pk=said["device"])
    assert (device.user, device.name) == (sri, "HP Sri")
    # What lets the phone in stands nowhere in the database.
    row = str(Device.objects.filter(pk=device.pk).values().get())
    assert said["token"] not in row
    assert said["secret"] not in row
    assert len(from_text(said["secret"])) == 32
    assert Phone(token=said["token"], device=device).get("contents/").status_code == 200


def test_a_code_sets_up_no_second_phone(dewi):
    code = invite_phone(user=UserFactory(), invited_by=dewi).code
    first = enrolled(code).json()
    Client(headers={"Authorization": f"Device {first['token']}"}).post(
        f"{API}answers/", b'{"records": []}', content_type="application/json"
    )

    assert enrolled(code).json()["code"] == "code_not_valid"
    assert Device.objects.count() == 1


def test_a_phone_that_never_heard_the_answer_is_set_up_again(dewi):
    code = invite_phone(user=UserFactory(), invited_by=dewi).code
    lost = enrolled(code).json()

    again = enrolled(code, device_name="HP Sri yang sama").json()

    assert again["device"] == lost["device"]
    device = Device.objects.get()
    assert device.name == "HP Sri yang sama"
    # What was lost on its way opens nothing.
    assert Phone(token=lost["token"], device=device).get("contents/").status_code == 401
    assert Phone(token=again["token"], device=device).get("contents/").status_code == 200
    assert enrolled(code).json()["code"] == "code_not_valid"


@pytest.mark.parametrize(
    ("first", "second"), [("mine", "another"), ("mine", ""), ("", "another"), ("", "")]
)
def test_who_saw_the_code_is_not_taken_for_the_phone_that_used_it(dewi, first, second):
    code = invite_phone(user=UserFactory(), invited_by=dewi).code
    hers = enrolled(code, attempt=first).json()

    assert enrolled(code, attempt=second).json()["code"] == "code_not_valid"
    device = Device.objects.get()
    assert Phone(token=hers["token"], device=device).get("contents/").status_code == 200


@pytest.mark.parametrize(("minutes", "status"), [(9, 200), (11, 400)])
def test_a_phone_is_set_up_again_for_ten_minutes(dewi, minutes, status):
    code = invite_phone(user=UserFactory(), invited_by=dewi).code
    enrolled(code)
    Enrolment.objects.update(used_at=timezone.now() - timedelta(minutes=minutes))

    assert enrolled(code).status_code == status


def test_a_phone_that_was_signed_out_is_not_set_up_again(dewi):
    code = invite_phone(user=UserFactory(), invited_by=dewi).code
    enrolled(code)
    revoke_device(device=Device.objects.get(), by=dewi, reason="Hilang")

    assert enrolled(code).json()["code"] == "code_not_valid"


def test_a_code_is_valid_for_a_day(dewi):
    yesterday = timezone.now() - timedelta(hours=24)
    code = invite_phone(user=UserFactory(), invited_by=dewi, now=yesterday).code

    assert enrolled(code).json()["code"] == "code_not_valid"


def test_a_new_invitation_ends_the_one_before(dewi):
    sri = UserFactory()
    first = invite_phone(user=sri, invited_by=dewi).code
    second = invite_phone(user=sri, invited_by=dewi).code

    assert enrolled(first).status_code == 400
    assert enrolled(second).status_code == 200


def test_nobody_sets_up_a_phone_of_a_closed_account(dewi):
    sri = UserFactory()
    code = invite_phone(user=sri, invited_by=dewi).code
    sri.is_active = False
    sri.save()

    assert enrolled(code).json()["code"] == "code_not_valid"


def test_who_tries_many_codes_waits(settings, dewi, new_phone):
    settings.MENTORING_CODE_TRIES_AN_HOUR = 3
    device, _said = new_phone
    code = give_unlock_code(device=device, given_by=dewi)

    tried = [unlocked(DeviceFactory(), "wrong").status_code for _ in range(4)]

    assert tried == [400, 400, 400, 429]
    assert unlocked(DeviceFactory(), "wrong").json()["code"] == "too_many_tries"
    # Whoever guesses in a village where all share one address locks nobody out.
    assert unlocked(device, code).status_code == 200


def test_a_training_day_sets_up_many_phones(settings, dewi):
    settings.MENTORING_CODE_TRIES_AN_HOUR = 3
    codes = [invite_phone(user=UserFactory(), invited_by=dewi).code for _ in range(5)]

    assert [enrolled(code).status_code for code in codes] == [200] * 5


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"code": 7}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_request_is_refused_with_a_sentence(body):
    answer = Client().post(f"{API}enrol/", body, content_type="application/json")

    assert answer.status_code in (400, 422)
    assert answer.json()["code"] == "body_unreadable"


# --- a forgotten PIN ---------------------------------------------------------------


@pytest.fixture
def new_phone(dewi):
    said = enrolled(invite_phone(user=UserFactory(), invited_by=dewi).code).json()
    return Device.objects.get(pk=said["device"]), said


def unlocked(device, code):
    body = {"device": str(device.pk), "code": code}
    return Client().post(f"{API}unlock/", json.dumps(body), content_type="application/json")


def test_a_one_time_code_gives_the_key_that_the_phone_derived_itself(dewi, new_phone):
    device, said = new_phone
    code = give_unlock_code(device=device, given_by=dewi)

    answer = unlocked(device, f" {code.lower()} ")

    box = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"recovery")
    assert from_text(answer.json()["recovery"]) == box.derive(from_text(said["secret"]))
    assert unlocked(device, code).json()["code"] == "code_not_valid"


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def test_after_it_was_opened_a_phone_is_opened_by_another_key_only(dewi, new_phone):
    device, said = new_phone
    phone = Phone(token=said["token"], device=device)
    code = give_unlock_code(device=device, given_by=dewi)
    first = unlocked(device, code).json()
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"recovery")
    following = derived.derive(from_text(first["secret"]))
    export = export_key(device)

    assert phone.post("keys/", {"taken": digest(first["secret"])}).status_code == 200
    # The answer may be lost: saying so again changes nothing.
    assert phone.post("keys/", {"taken": digest(first["secret"])}).status_code == 200

    second = unlocked(device, give_unlock_code(device=device, given_by=dewi)).json()
    assert from_text(second["recovery"]) == following
    assert second["recovery"] != first["recovery"]
    assert second["other_recovery"] == ""
    # A rescue file of last week is still read.
    device.refresh_from_db()
    assert export_key(device) == export


def derived_key(secret):
    box = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"recovery")
    return box.derive(from_text(secret))


def test_a_phone_that_could_not_say_what_it_took_is_opened_all_the_same(dewi, new_phone):
    device, said = new_phone
    first = unlocked(device, give_unlock_code(device=device, given_by=dewi)).json()

    second = unlocked(device, give_unlock_code(device=device, given_by=dewi)).json()

    assert second["recovery"] == first["recovery"]
    assert from_text(second["other_recovery"]) == derived_key(first["secret"])
    # A key that was given out never becomes the standing one.
    assert second["secret"] != first["secret"]

    third = unlocked(device, give_unlock_code(device=device, given_by=dewi)).json()

    newest = derived_key(second["secret"])
    assert [from_text(third["other_recovery"]), *map(from_text, third["older_recoveries"])] == [
        newest,
        derived_key(first["secret"]),
    ]
    Phone(token=said["token"], device=device).post("keys/", {"taken": digest(second["secret"])})
    fourth = unlocked(device, give_unlock_code(device=device, given_by=dewi)).json()
    assert (from_text(fourth["recovery"]), fourth["older_recoveries"]) == (newest, [])


def test_a_key_that_was_not_offered_changes_nothing(dewi, new_phone):
    device, said = new_phone
    phone = Phone(token=said["token"], device=device)

    answer = phone.post("keys/", {"taken": digest("made up")})

    assert (answer.status_code, answer.json()["code"]) == (400, "secret_unknown")
    assert Device.objects.get(pk=device.pk).recovery_sealed == ""


def test_a_code_opens_one_phone_only(dewi, new_phone):
    device, _said = new_phone
    other = DeviceFactory()
    code = give_unlock_code(device=device, given_by=dewi)

    assert unlocked(other, code).status_code == 400
    assert unlocked(device, code).status_code == 200


def test_a_code_is_used_up_by_wrong_tries(dewi, new_phone):
    device, _said = new_phone
    code = give_unlock_code(device=device, given_by=dewi)

    assert [unlocked(device, "AAAA-AAAA").status_code for _ in range(5)] == [400] * 5
    assert unlocked(device, code).status_code == 400


def test_a_code_is_valid_for_two_hours(dewi, new_phone):
    device, _said = new_phone
    then = timezone.now() - timedelta(hours=2)
    code = give_unlock_code(device=device, given_by=dewi, now=then)

    assert unlocked(device, code).status_code == 400


# --- who is let in -----------------------------------------------------------------


@pytest.mark.parametrize("header", [None, "Device wrong", "Bearer a-token", "Device "])
def test_without_its_token_a_phone_has_nothing(phone, header):
    client = Client(headers={"Authorization": header} if header else {})

    for answer in (
        client.get(f"{API}contents/"),
        client.get(f"{API}contents/notes.mine/a/"),
        client.post(f"{API}push/", b"{}", content_type="application/json"),
        client.post(f"{API}answers/", b"{}", content_type="application/json"),
        client.post(f"{API}farewell/"),
        client.post(f"{API}keys/", b"{}", content_type="application/json"),
        client.head(f"{API}uploads/{uuid4()}/"),
    ):
        assert answer.status_code == 401
    assert client.get(f"{API}contents/").json()["code"] == "token_not_valid"


def test_a_phone_hears_nothing_of_records_of_others(phone):
    line = phone.line("one")
    phone.push(line)

    assert Phone(token="another").ask(line["record"]) == []


# --- what a phone takes along ----------------------------------------------------------


def test_a_phone_fetches_only_what_changed(phone):
    listed = phone.get("contents/").json()

    bucket = next(each for each in listed["buckets"] if each["part"] == "notes.mine")
    answer = phone.get(f"contents/notes.mine/{bucket['key']}/")
    assert hashlib.sha256(answer.content).hexdigest() == bucket["digest"]
    assert len(answer.content) == bucket["bytes"]
    assert answer.headers["ETag"] == f'"{bucket["digest"]}"'
    again = phone.get(
        f"contents/notes.mine/{bucket['key']}/", **{"If-None-Match": answer.headers["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_large_comes_packed(phone):
    plain, packed = (
        phone.get("contents/notes.mine/b/", **{"Accept-Encoding": way}) for way in ("", "gzip")
    )

    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < 100 < len(plain.content)


@pytest.mark.parametrize("path", ["notes.mine/c", "notes.none/a", "none/a"])
def test_what_there_is_not_is_not_found(phone, path):
    assert phone.get(f"contents/{path}/").status_code == 404


# --- a phone that was signed out ---------------------------------------------------------


def test_a_phone_that_was_signed_out_hands_over_what_it_holds_and_gets_nothing(phone, dewi):
    sent = phone.line("before")
    phone.push(sent)
    revoke_device(device=phone.device, by=dewi, reason="Hilang di pasar")

    assert phone.get("contents/").json()["buckets"] == []
    assert phone.get("contents/notes.mine/a/").status_code == 404
    (answer,) = phone.push(phone.line("after"))
    assert (answer["answer"], answer["code"]) == ("held", "phone_revoked")
    assert phone.answers(sent) == ["applied"]
    assert phone.post("push/", phone.body()).json()["device"] == {"state": "revoked"}

    assert phone.client.post(f"{API}farewell/").status_code == 200
    assert phone.get("contents/").status_code == 401
    assert phone.post("push/", phone.body()).status_code == 401
    assert Envelope.objects.count() == 2


def test_a_phone_in_use_does_not_say_farewell(phone):
    assert phone.client.post(f"{API}farewell/").json()["code"] == "phone_not_signed_out"


def test_the_phone_of_a_closed_account_is_as_good_as_signed_out(phone):
    phone.device.user.is_active = False
    phone.device.user.save()

    assert phone.get("contents/").json()["device"] == {"state": "revoked"}
    assert phone.answers(phone.line("one")) == ["held"]


# --- bodies ------------------------------------------------------------------------


def test_a_packed_body_is_read(phone):
    answer = phone.post("push/", phone.body(phone.line("one")), packed=True)

    assert answer.json()["answers"][0]["answer"] == "applied"


def test_a_body_packed_around_something_huge_is_refused(phone, settings):
    settings.MENTORING_PUSH_MAX_BYTES = 100_000
    answer = phone.post("push/", b" " * 5_000_000, packed=True)

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


def test_a_body_that_is_too_large_is_refused(phone, settings):
    settings.MENTORING_PUSH_MAX_BYTES = 1000

    assert phone.post("push/", b" " * 1001).status_code == 413


def test_a_packed_body_that_was_cut_leaves_nothing(phone):
    whole = gzip.compress(json.dumps(phone.body(phone.line("one"))).encode())

    answer = phone.client.post(
        f"{API}push/",
        whole[:-20],
        content_type="application/json",
        headers={"Content-Encoding": "gzip"},
    )

    assert answer.json()["code"] == "body_cut"
    assert Envelope.objects.count() == 0


@pytest.mark.parametrize("body", [b"not packed", b"\x1f\x8b broken"])
def test_a_body_that_only_claims_to_be_packed_is_refused(phone, body):
    answer = phone.client.post(
        f"{API}push/", body, content_type="application/json", headers={"Content-Encoding": "gzip"}
    )

    assert answer.json()["code"] == "body_unreadable"


def test_more_records_than_fit_are_refused_with_a_number(phone, settings):
    settings.MENTORING_PUSH_MAX_ENVELOPES = 2
    answer = phone.post("push/", phone.body(*(phone.line("x") for _ in range(3))))

    assert (answer.status_code, answer.json()["code"]) == (413, "too_many_records")
    assert "2" in answer.json()["sentence"]


# --- files --------------------------------------------------------------------------

PICTURE = b"\xff\xd8" + bytes(range(256)) * 40


def begun(phone, content=PICTURE, **said):
    body = {
        "id": str(uuid4()),
        "record": str(uuid4()),
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "media_type": "image/jpeg",
        **said,
    }
    return body, phone.post("uploads/", body)


@pytest.fixture
def arrivals():
    came = []

    def note(sender, upload, **kwargs):
        came.append(upload.pk)

    upload_finished.connect(note)
    yield came
    upload_finished.disconnect(note)


def test_a_file_comes_in_pieces_and_goes_on_where_it_was_cut(
    phone, arrivals, django_capture_on_commit_callbacks
):
    body, answer = begun(phone)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (200, "0")

    first = phone.patch(body["id"], 0, PICTURE[:4000])
    assert first.headers["Upload-Offset"] == "4000"
    assert phone.client.head(f"{API}uploads/{body['id']}/").headers["Upload-Offset"] == "4000"
    wrong = phone.patch(body["id"], 0, PICTURE[:4000])
    assert (wrong.status_code, wrong.headers["Upload-Offset"]) == (409, "4000")
    with django_capture_on_commit_callbacks(execute=True):
        last = phone.patch(body["id"], 4000, PICTURE[4000:])

    assert last.json()["state"] == "finished"
    upload = Upload.objects.get()
    with upload.file.open() as file:
        assert file.read() == PICTURE
    assert [str(each) for each in arrivals] == [body["id"]]
    assert UploadPiece.objects.count() == 0
    # Begun again after the last answer was lost, it is there already.
    assert phone.post("uploads/", body).headers["Upload-Offset"] == str(len(PICTURE))


def test_a_file_that_was_damaged_begins_again(phone, arrivals, django_capture_on_commit_callbacks):
    body, _answer = begun(phone)

    damaged = phone.patch(body["id"], 0, PICTURE[:-1] + b"?")
    assert (damaged.status_code, damaged.json()["code"]) == (422, "upload_damaged")
    assert phone.post("uploads/", body).headers["Upload-Offset"] == "0"
    with django_capture_on_commit_callbacks(execute=True):
        assert phone.patch(body["id"], 0, PICTURE).json()["state"] == "finished"

    assert len(arrivals) == 1


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"media_type": "application/x-msdownload"}, 415, "upload_type_not_wanted"),
        ({"media_type": "text/html"}, 415, "upload_type_not_wanted"),
        ({"bytes": 15_000_001}, 413, "upload_too_large"),
        ({"bytes": 0}, 422, "body_unreadable"),
        ({"sha256": "abc"}, 422, "body_unreadable"),
        ({"id": "../../etc"}, 422, "body_unreadable"),
    ],
)
def test_an_unwanted_file_is_refused(phone, said, status, code):
    _body, answer = begun(phone, **said)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert Upload.objects.count() == 0


def test_more_bytes_than_announced_are_refused(phone):
    body, _answer = begun(phone)

    assert phone.patch(body["id"], 0, PICTURE + b"more").status_code == 413
    assert Upload.objects.get().offset == 0


def test_no_phone_reaches_the_file_of_another(phone):
    body, _answer = begun(phone)
    stranger = Phone(token="another")

    assert stranger.post("uploads/", body).json()["code"] == "upload_differs"
    assert stranger.patch(body["id"], 0, PICTURE).status_code == 404
    assert stranger.client.head(f"{API}uploads/{body['id']}/").status_code == 404


def test_what_never_became_whole_is_deleted(phone, django_capture_on_commit_callbacks):
    body, _answer = begun(phone)
    phone.patch(body["id"], 0, PICTURE[:4000])
    piece = UploadPiece.objects.get().file
    now = timezone.now()

    assert tidy_uploads(now=now + timedelta(days=13)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert tidy_uploads(now=now + timedelta(days=15)) == 1

    assert Upload.objects.count() == 0
    assert not piece.storage.exists(piece.name)
