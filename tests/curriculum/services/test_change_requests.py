import uuid

import pytest
from django.db.models import ProtectedError

from curriculum.errors import (
    AlreadyDecided,
    EventIdTaken,
    ModuleNotPublished,
    ReasonMissing,
    ReleaseMissing,
)
from curriculum.models import ModuleChangeRequest
from curriculum.services import create_lesson, decide_change_request, file_change_request
from tests.factories.curriculum import draft_module, module, step

pytestmark = pytest.mark.django_db


def files(page, by, **more):
    facts = {
        "request_id": uuid.uuid4(),
        "evidence": "Lima anggota tidak kenal alat ini.",
        "proposal": "Tambah gambar alat.",
        "source_key": "session:1",
        "source_label": "Ronce Melati, 1 Maret 2026",
        **more,
    }
    return file_change_request(page_id=page.pk, filed_by=by, **facts)


def test_a_proposal_is_kept_with_where_it_was_seen_and_what_was_read_then(ruminah):
    page = module()

    kept = files(page, ruminah)

    assert (kept.state, kept.release, kept.filed_by) == (
        "proposed",
        page.current_release(),
        ruminah,
    )
    assert (kept.source_key, kept.source_label) == ("session:1", "Ronce Melati, 1 Maret 2026")


def test_the_same_proposal_sent_twice_is_one_and_nobody_takes_its_number(ruminah, sutini):
    page, same = module(), uuid.uuid4()

    files(page, ruminah, request_id=same)
    files(page, ruminah, request_id=same)
    with pytest.raises(EventIdTaken):
        files(page, sutini, request_id=same)

    assert ModuleChangeRequest.objects.count() == 1


def test_a_module_nobody_has_read_takes_no_proposal(ruminah):
    with pytest.raises(ModuleNotPublished):
        files(draft_module(), ruminah)


def test_a_proposal_is_done_in_a_release_of_its_module(ruminah, sutini):
    page, other = module("M01"), module("M02")
    asked = files(page, ruminah)
    decide_change_request(request=asked, state="accepted", decided_by=sutini)
    create_lesson(module=page, title="Alat", cards=[step()])

    for release in (None, other.current_release()):
        with pytest.raises(ReleaseMissing):
            decide_change_request(
                request=asked, state="done", decided_by=sutini, answered_by=release
            )
    done = decide_change_request(
        request=asked, state="done", decided_by=sutini, answered_by=page.current_release()
    )

    assert (done.state, done.answered_by.number, done.decided_by) == ("done", 2, sutini)
    assert list(page.current_release().answered_requests.all()) == [done]
    assert list(ModuleChangeRequest.objects.open()) == []


def test_a_proposal_is_declined_with_a_reason_and_that_is_final(ruminah, sutini):
    asked = files(module(), ruminah)

    with pytest.raises(ReasonMissing):
        decide_change_request(request=asked, state="declined", decided_by=sutini, reason=" ")
    declined = decide_change_request(
        request=asked, state="declined", decided_by=sutini, reason="Sudah ada di pelajaran 3."
    )
    with pytest.raises(AlreadyDecided):
        decide_change_request(request=declined, state="accepted", decided_by=sutini)

    assert declined.reason == "Sudah ada di pelajaran 3."


def test_a_proposal_protects_its_module(ruminah):
    page = module()
    files(page, ruminah)

    with pytest.raises(ProtectedError):
        page.delete()
