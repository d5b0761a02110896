"""An instructor marks her training's practice on a phone; the person reads it on hers."""

import pytest

from tests.browser import (
    assert_accessible,
    assert_no_sideways_scrolling,
    follow,
    sign_in_at_once,
)
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import CompetencyUnitFactory, lesson_index
from tests.factories.registry import CrafterGroupFactory, MembershipFactory, PersonFactory
from tests.factories.sessions import RunParticipantFactory, TrainingRunFactory, picture


@pytest.fixture
def training(transactional_db, settings, tmp_path):
    """(instructor, participant, run)"""
    settings.MEDIA_ROOT = tmp_path
    lesson_index()
    unit = CompetencyUnitFactory(code="U1", title_id="Membubut manik bulat")
    run = TrainingRunFactory(
        programme={"title_id": "Produksi Manik-manik", "units": [{"code": unit.code}]}
    )
    dwi = UserFactory(full_name="Instruktur Dwi Contoh", roles=["instructor"])
    run.instructors.add(dwi)
    ruminah = UserFactory(full_name="Ruminah Contoh", roles=["crafter"])
    person = PersonFactory(full_name="Ruminah Contoh", user=ruminah)
    group = CrafterGroupFactory(name="Ronce Melati")
    MembershipFactory(person=person, group=group)
    RunParticipantFactory(run=run, person=person, group=group)
    return dwi, ruminah, run


def looked_at(page):
    assert_accessible(page)
    assert_no_sideways_scrolling(page)


@pytest.mark.parametrize("width", [320, 360])
def test_a_result_goes_from_the_workshop_to_her_page(live_server, new_page, training, width):
    dwi, ruminah, run = training
    phone = new_page(viewport={"width": width, "height": 740})
    sign_in_at_once(phone, live_server.url, dwi)
    phone.goto(live_server.url + run.get_absolute_url())
    looked_at(phone)
    follow(phone, phone.get_by_role("link", name="Nilai praktik"))
    looked_at(phone)
    follow(phone, phone.get_by_role("link", name="Membubut manik bulat"))
    phone.get_by_label("Lulus", exact=True).check()
    phone.get_by_text("Catatan, foto").click()
    phone.get_by_label("Catatan").fill("Lubang lurus.")
    phone.get_by_label("Foto").set_input_files(
        {"name": "kerja.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    looked_at(phone)
    follow(phone, phone.get_by_role("button", name="Simpan"))
    assert phone.get_by_text("1 hasil tersimpan.").is_visible()

    other = new_page(viewport={"width": width, "height": 740})
    sign_in_at_once(other, live_server.url, ruminah)
    other.goto(f"{live_server.url}/pelajaran/")
    follow(other, other.get_by_role("link", name="Hasil saya"))
    assert other.get_by_text("Lubang lurus.").is_visible()
    looked_at(other)
    shown = other.get_by_role("link", name="Lihat foto").get_attribute("href")
    assert other.request.get(live_server.url + shown).headers["content-type"] == "image/jpeg"
