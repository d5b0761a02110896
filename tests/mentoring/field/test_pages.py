"""Phones and what they sent, as coordinators and facilitators see them."""

import base64
import hashlib
import json
import os
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from mentoring.canonical_json import digest_of
from mentoring.field.desk import desk_items
from mentoring.field.keys import export_key
from mentoring.field.models import Conflict, Device, Enrolment, Envelope, Upload
from mentoring.field.retention import SentRecords
from mentoring.field.services import enrol, invite_phone
from mentoring.field.tasks import try_waiting_task
from mentoring.registry.models import ExportLog
from tests.factories.accounts import UserFactory
from tests.factories.assignments import FacilitatorFactory
from tests.factories.field import DeviceFactory, EnvelopeFactory
from tests.mentoring.field.phones import Phone, record_of

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"mentoring_field:{name}", args=args)


@pytest.fixture
def phone(sri, with_notes):
    """Sri's phone, in the area of Dewi."""
    device = DeviceFactory(user=sri.user, name="HP Sri", token="a-token")
    device.last_seen_at = timezone.now()
    device.save()
    return Phone(device=device)


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


# --- who gets which page -----------------------------------------------------------


@pytest.mark.parametrize("page", ["devices", "invite", "held_records", "conflicts"])
def test_lists_are_for_those_who_keep_phones(signed_in, dewi, rini, sri, eko, page):
    answers = {user: signed_in(user).get(at(page)).status_code for user in (dewi, rini)}
    refused = {user: signed_in(user).get(at(page)).status_code for user in (sri.user, eko)}

    assert set(answers.values()) == {200}
    assert set(refused.values()) == {403}


def test_a_phone_is_seen_by_its_owner_and_her_coordinator(signed_in, phone, dewi, wayan, rini, eko):
    page = at("device", phone.device.pk)
    other = FacilitatorFactory().user

    for user in (phone.device.user, dewi, rini):
        assert signed_in(user).get(page).status_code == 200
    for user in (wayan, eko, other, UserFactory()):
        assert signed_in(user).get(page).status_code == 404


def test_only_her_coordinator_gives_codes_and_takes_files_in(signed_in, phone, wayan):
    for name in ("unlock_code", "rescue"):
        page = at(name, phone.device.pk)
        assert signed_in(phone.device.user).post(page).status_code == 403
        assert signed_in(wayan).post(page).status_code == 404


def test_a_coordinator_of_another_island_lists_no_phone_of_mine(signed_in, phone, dewi, wayan):
    assert b"HP Sri" in signed_in(dewi).get(at("devices")).content
    assert b"HP Sri" not in signed_in(wayan).get(at("devices")).content


# --- lists ----------------------------------------------------------------------------


@pytest.mark.parametrize("phones", [1, 3])
def test_the_list_of_phones_asks_the_same_number_of_queries(
    signed_in, dewi, phones, django_assert_num_queries
):
    for _ in range(phones):
        DeviceFactory(user=FacilitatorFactory().user)
    client = signed_in(dewi)
    client.get(at("devices"))

    with django_assert_num_queries(7):
        client.get(at("devices"))


def test_phones_are_found_by_owner_name_and_state(signed_in, dewi, phone):
    DeviceFactory(user=FacilitatorFactory().user, name="HP Lama", state="revoked")
    client = signed_in(dewi)

    def names(query):
        return re.findall(
            r"HP (?:Sri|Lama)", client.get(f"{at('devices')}?{query}").content.decode()
        )

    assert names("q=hp+sri") == ["HP Sri"]
    assert names("keadaan=revoked") == ["HP Lama"]
    assert names("keadaan=diam") == []
    assert names("q=%00&keadaan=nonsense&halaman=x") != []


def test_a_phone_silent_for_a_week_is_pointed_out(signed_in, dewi, phone):
    Device.objects.update(last_seen_at=timezone.now() - timedelta(days=8))

    page = signed_in(dewi).get(f"{at('devices')}?keadaan=diam").content.decode()

    assert "HP Sri" in page
    assert "tanpa kabar" in page
    waiting = {str(item.label): item.count for item in desk_items(dewi, timezone.localdate())}
    assert waiting["HP tanpa kabar"] == 1


def test_the_list_leaves_for_a_reason_and_without_formulas(signed_in, dewi, phone):
    Device.objects.update(name="=1+1")
    client = signed_in(dewi)

    refused = client.post(at("export_devices"), {"reason": "x"})
    listed = client.post(at("export_devices"), {"reason": "Rapat bulanan wilayah"})

    assert refused.status_code == 302
    assert "'=1+1" in listed.content.decode()
    assert ExportLog.objects.get().reason == "Rapat bulanan wilayah"


# --- inviting, helping, signing out --------------------------------------------------------


def test_the_page_of_an_invitation_shows_what_sets_up_a_phone(signed_in, dewi, sri):
    page = signed_in(dewi).post(at("invitation", sri.pk)).content.decode()

    code = re.search(r"/lapangan/mulai/#([\w-]+)", page)[1]
    new = enrol(code=code, device_name="HP", app_version="1", now=timezone.now())
    assert new.device.user == sri.user
    assert 'src="data:image/svg+xml' in page
    assert Enrolment.objects.get().code_hash not in page


def test_nobody_invites_a_phone_of_another_area(signed_in, wayan, sri):
    assert signed_in(wayan).post(at("invitation", sri.pk)).status_code == 404
    assert Enrolment.objects.count() == 0


def test_a_one_time_code_is_shown_once_and_kept_nowhere(signed_in, dewi, phone):
    page = signed_in(dewi).post(at("unlock_code", phone.device.pk)).content.decode()

    code = re.search(r"<strong>([A-Z0-9]{4}-[A-Z0-9]{4})</strong>", page)[1]
    assert code not in str(list(phone.device.unlock_codes.values()))
    assert ModelLogEntry.objects.filter(action="mentoring.give_unlock_code", user=dewi).exists()


def test_a_facilitator_signs_out_her_lost_phone(signed_in, phone):
    client = signed_in(phone.device.user)

    client.post(at("revoke", phone.device.pk), {"reason": ""})
    phone.device.refresh_from_db()
    assert phone.device.is_in_use
    client.post(at("revoke", phone.device.pk), {"reason": "Jatuh ke sungai"})

    phone.device.refresh_from_db()
    assert (phone.device.state, phone.device.revoked_reason) == ("revoked", "Jatuh ke sungai")
    assert ModelLogEntry.objects.filter(action="mentoring.revoke_phone").count() == 1
    assert b"Jatuh ke sungai" in client.get(at("device", phone.device.pk)).content


# --- what is held --------------------------------------------------------------------------


def decide(client, envelope, decision, note=""):
    return client.post(at("held_record", envelope.pk), {"decision": decision, "note": note})


@pytest.fixture
def held(phone):
    line = phone.line("late baskets")
    phone.push(line)
    return Envelope.objects.get()


def test_a_held_record_is_read_in_words(signed_in, dewi, held):
    page = signed_in(dewi).get(at("held_record", held.pk)).content.decode()

    assert "late baskets" in page
    assert "This came too late." in page


def test_it_is_taken_over_anyway(signed_in, dewi, held, phone, with_notes):
    decide(signed_in(dewi), held, "accept", "Sinyal mati dua minggu")

    assert [each["answer"] for each in phone.ask(held.record)] == ["applied"]
    assert held.record in with_notes.KEPT
    held.refresh_from_db()
    assert (held.decided_by, held.decision_note) == (dewi, "Sinyal mati dua minggu")
    assert ModelLogEntry.objects.filter(action="mentoring.accept_record", user=dewi).exists()


def test_what_the_room_cannot_take_stays_held(signed_in, dewi, phone):
    phone.push(phone.line("bad"))
    envelope = Envelope.objects.get()

    page = decide(signed_in(dewi), envelope, "accept").content.decode()

    assert "This line says nothing." in page
    envelope.refresh_from_db()
    assert (envelope.state, envelope.decided_by) == ("held", None)


def test_the_facilitator_is_asked_and_reads_it_on_her_phone(signed_in, dewi, held, phone):
    client = signed_in(dewi)

    assert "Tulis alasannya" in decide(client, held, "ask").content.decode()
    decide(client, held, "ask", "Tanggalnya benar?")

    (answer,) = phone.ask(held.record)
    assert (answer["answer"], answer["code"], answer["sentence"]) == (
        *("held", "returned"),
        "Tanggalnya benar?",
    )


def test_what_is_thrown_away_takes_nobody_with_it_unseen(signed_in, dewi, held, phone):
    child = phone.line("line", after=[str(held.record)])
    phone.push(child)

    decide(signed_in(dewi), held, "drop", "Ganda")

    (answer,) = phone.ask(child["record"])
    assert (answer["answer"], answer["code"]) == ("held", "parent_dropped")
    held.refresh_from_db()
    assert held.state == "dropped"
    assert held.payload


def test_nothing_is_decided_twice(signed_in, dewi, held):
    client = signed_in(dewi)
    decide(client, held, "drop", "Ganda")

    assert "sudah ada yang memutuskan" in decide(client, held, "accept").content.decode()


@pytest.mark.parametrize("data", [{}, {"decision": "burn"}, {"decision": "drop", "note": " "}])
def test_a_decision_that_is_none_changes_nothing(signed_in, dewi, held, data):
    page = signed_in(dewi).post(at("held_record", held.pk), data)

    assert page.status_code == 200
    held.refresh_from_db()
    assert held.state == "held"


def test_nobody_decides_about_her_own_phone_or_another_area(signed_in, held, wayan):
    assert decide(signed_in(held.device.user), held, "accept").status_code == 403
    assert decide(signed_in(wayan), held, "accept").status_code == 404


def test_what_a_phone_sent_that_was_signed_out_can_be_taken_over(
    signed_in, dewi, phone, with_notes
):
    Device.objects.update(state="revoked")
    line = phone.line("one")
    phone.push(line)

    decide(signed_in(dewi), Envelope.objects.get(), "accept")

    assert record_of(line) in with_notes.KEPT


def test_a_kind_nobody_knows_shows_no_words_of_it(signed_in, dewi, phone):
    phone.push(phone.line("x", type="ballots.vote", payload={"secret": "Rahasia"}))

    page = signed_in(dewi).get(at("held_record", Envelope.objects.get().pk)).content.decode()

    assert "Secret" in page
    assert "Rahasia" not in page


# --- differences -----------------------------------------------------------------------------


@pytest.fixture
def conflict(phone):
    line = phone.line("three baskets")
    phone.push(line)
    phone.push(phone.line("four baskets", record=line["record"]))
    return Conflict.objects.get()


def resolve(client, conflict, resolution, **said):
    return client.post(at("conflict", conflict.pk), {"resolution": resolution, **said})


def test_both_sides_stand_beside_one_another(signed_in, dewi, conflict):
    page = signed_in(dewi).get(at("conflict", conflict.pk)).content.decode()

    assert "three baskets" in page
    assert "four baskets" in page


@pytest.mark.parametrize(
    ("resolution", "said", "text"),
    [
        ("keep_server", {}, "three baskets"),
        ("keep_device", {}, "four baskets"),
        ("merge", {"field-0": "device"}, "four baskets"),
        ("merge", {"field-0": "server"}, "three baskets"),
    ],
)
def test_a_person_decides_and_the_room_carries_it_out(
    signed_in, dewi, conflict, with_notes, resolution, said, text
):
    resolve(signed_in(dewi), conflict, resolution, note="Dihitung ulang", **said)

    conflict.refresh_from_db()
    assert (conflict.resolution, conflict.resolved_by) == (resolution, dewi)
    assert conflict.agreed_values == {"text": text}
    assert with_notes.KEPT[conflict.envelope.record][-1][1] == text
    assert ModelLogEntry.objects.filter(action="mentoring.resolve_conflict", user=dewi).exists()


def test_a_merge_needs_a_side_for_what_differs(signed_in, dewi, conflict):
    page = resolve(signed_in(dewi), conflict, "merge").content.decode()

    assert "Pilih satu sisi." in page
    conflict.refresh_from_db()
    assert conflict.resolved_at is None


def test_what_the_room_refuses_is_not_decided(signed_in, dewi, conflict):
    page = resolve(signed_in(dewi), conflict, "keep_device", note="no").content.decode()

    assert "This line says nothing." in page
    conflict.refresh_from_db()
    assert conflict.resolved_at is None


def test_what_changed_in_the_office_meanwhile_is_shown_before_it_is_overwritten(
    signed_in, dewi, conflict, with_notes
):
    with_notes.KEPT[conflict.envelope.record].append(("-", "five baskets"))
    client = signed_in(dewi)

    answer = resolve(client, conflict, "keep_device", note="Dihitung ulang")

    conflict.refresh_from_db()
    assert conflict.resolved_at is None
    page = client.get(answer.headers["Location"]).content.decode()
    assert "five baskets" in page
    assert "three baskets" not in page
    assert "sudah diubah" in page
    resolve(client, conflict, "keep_device", note="Dihitung ulang")
    assert with_notes.KEPT[conflict.envelope.record][-1][1] == "four baskets"


def test_a_difference_is_decided_once_and_by_nobody_else(signed_in, dewi, wayan, conflict):
    assert resolve(signed_in(wayan), conflict, "keep_server").status_code == 404
    owner = conflict.envelope.device.user
    assert resolve(signed_in(owner), conflict, "keep_server").status_code == 403

    resolve(signed_in(dewi), conflict, "keep_server")
    again = resolve(signed_in(dewi), conflict, "keep_device").content.decode()
    assert "sudah ada yang memutuskan" in again


def test_the_desk_says_what_waits(dewi, held, phone):
    other = phone.line("one")
    phone.push(other, phone.line("two", record=other["record"]))

    waiting = {
        str(item.label): (item.count, len(list(item.rows())))
        for item in desk_items(dewi, timezone.localdate())
        if item.kind == "waiting"
    }

    assert waiting == {"Catatan dari HP": (1, 1), "Perbedaan antara HP dan kantor": (1, 1)}


# --- the rescue file ---------------------------------------------------------------------------


@pytest.fixture
def real_phone(sri, dewi, with_notes):
    code = invite_phone(user=sri.user, invited_by=dewi).code
    new = enrol(code=code, device_name="HP Sri", app_version="1", now=timezone.now())
    return Phone(device=new.device, token=new.token)


def rescue_file(phone, *envelopes, files=(), device=None):
    plain = json.dumps({**phone.body(*envelopes), "files": list(files)}).encode()
    iv = os.urandom(12)
    sealed = AESGCM(export_key(phone.device)).encrypt(iv, plain, b"")
    said = {"v": 1, "device": str(device or phone.device.pk)}
    return json.dumps({**said, "iv": _text(iv), "ciphertext": _text(sealed)}).encode()


def _text(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def bring(client, phone, content):
    file = SimpleUploadedFile("lapangan.json", content)
    return client.post(at("rescue", phone.device.pk), {"file": file}, follow=True)


def test_a_rescue_file_brings_what_the_phone_could_not_send(
    signed_in, dewi, real_phone, with_notes
):
    line = real_phone.line("one")
    photo = b"\xff\xd8 a picture"
    picture = {
        "id": str(uuid4()),
        "record": line["record"],
        "sha256": hashlib.sha256(photo).hexdigest(),
        "bytes": len(photo),
        "media_type": "image/jpeg",
        "content": _text(photo),
    }
    content = rescue_file(real_phone, line, files=[picture, {"id": "broken"}])

    for _ in range(2):
        assert bring(signed_in(dewi), real_phone, content).status_code == 200

    assert list(with_notes.KEPT) == [record_of(line)]
    assert Upload.objects.get().state == "finished"
    assert real_phone.answers(line) == ["applied"]


def test_a_rescue_file_of_an_emptied_phone_keeps_its_pictures(signed_in, dewi, real_phone):
    photo = b"\xff\xd8 a picture"
    picture = {
        "id": str(uuid4()),
        "record": str(uuid4()),
        "sha256": hashlib.sha256(photo).hexdigest(),
        "media_type": "image/jpeg",
        "content": _text(photo),
    }
    Device.objects.update(state="gone")
    unwanted = {**picture, "id": str(uuid4()), "media_type": "text/html"}

    page = bring(signed_in(dewi), real_phone, rescue_file(real_phone, files=[picture, unwanted]))

    assert Upload.objects.get().state == "finished"
    assert "text/html" in page.content.decode()


def test_a_rescue_file_may_hold_more_records_than_one_push(
    signed_in, dewi, real_phone, with_notes, settings
):
    settings.MENTORING_PUSH_MAX_ENVELOPES = 2
    lines = [real_phone.line(f"line {number}") for number in range(5)]
    lines.append(real_phone.change(lines[0], "put right"))

    page = bring(signed_in(dewi), real_phone, rescue_file(real_phone, *lines))

    assert page.status_code == 200
    assert set(with_notes.KEPT) == {record_of(each) for each in lines}
    assert Envelope.objects.count() == 6


def test_what_waits_too_long_is_shown_to_somebody_and_still_tried(phone, with_notes):
    parent = uuid4()
    line = phone.line("line", parent=parent)
    phone.push(line)
    Envelope.objects.update(received_at=timezone.now() - timedelta(days=8))

    assert try_waiting_task() == 0
    assert phone.ask(line["record"])[0]["code"] == "waited_too_long"
    with_notes.KEPT[parent] = [(digest_of("page"), "page")]
    assert try_waiting_task() == 1


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"v": 1}', b"\xff"])
def test_what_is_no_rescue_file_is_refused(signed_in, dewi, real_phone, content):
    bring(signed_in(dewi), real_phone, content)

    assert Envelope.objects.count() == 0


def test_the_file_of_another_phone_is_refused(signed_in, dewi, real_phone, sri):
    other = Phone(
        device=DeviceFactory(user=sri.user, secret_sealed=real_phone.device.secret_sealed)
    )
    content = rescue_file(other, other.line("one"))

    page = bring(signed_in(dewi), real_phone, content).content.decode()

    assert "bukan berkas penyelamatan" in page
    assert Envelope.objects.count() == 0


# --- what is kept, and for how long --------------------------------------------------------------


def test_words_are_forgotten_after_their_time_but_not_while_somebody_decides(sri, today):
    device = DeviceFactory(user=sri.user)
    long_ago = timezone.now() - timedelta(days=100)
    settled = EnvelopeFactory(device=device, received_at=long_ago)
    held = EnvelopeFactory(device=device, received_at=long_ago, state="held", answer="held")
    new = EnvelopeFactory(device=device, received_at=timezone.now())
    rule = SentRecords()

    assert rule.count(today) == 1
    assert rule.carry_out(today) == 1

    for each in (settled, held, new):
        each.refresh_from_db()
    assert (settled.payload, bool(held.payload), bool(new.payload)) == ("", True, True)
    assert settled.digest
    assert rule.count(today) == 0


def test_what_waits_is_tried_again_now_and_then(phone, with_notes):
    parent = uuid4()
    line = phone.line("line", parent=parent)
    phone.push(line)
    with_notes.KEPT[parent] = [(digest_of("page"), "page")]

    assert try_waiting_task() == 1

    assert [each["answer"] for each in phone.ask(line["record"])] == ["applied"]
