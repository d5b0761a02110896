"""Acts in the registers by keyboard on a phone; wrong input first, and nothing typed is lost."""

import pytest
from django.urls import reverse

from mentoring.registry import services
from mentoring.registry.models import ConsentText, CrafterGroup, DuplicateState, ImportBatch, Person
from tests.browser import assert_accessible, sign_in_at_once
from tests.factories.accounts import UserFactory
from tests.factories.registry import CrafterGroupFactory, MandateFactory, PersonFactory, place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LISTED = b"Kelompok;Nama;Mulai\nRonce Melati;Ruminah Contoh;1-2-2025\n"


@pytest.fixture
def dewi(live_server, page):
    """Coordinates the regency, and is signed in."""
    dewi = UserFactory(full_name="Dewi Koordinator Contoh", roles=["coordinator"])
    MandateFactory(user=dewi, role="coordinator", place=place("35.09"))
    sign_in_at_once(page, live_server.url, dewi)
    return dewi


@pytest.fixture
def press(page):
    """Reach a button or a link by name, press Enter, and wait for the page it leads to."""

    def on(role, name):
        control = page.get_by_role("main").get_by_role(role, name=name, exact=True)
        control.focus()
        with page.expect_navigation(wait_until="load"):
            page.keyboard.press("Enter")

    return on


def at(viewset, name, row=None):
    return reverse(f"{viewset}:{name}", args=[row.pk] if row else [])


def test_a_group_gets_a_new_name(live_server, page, dewi, press):
    group = CrafterGroupFactory(name="Ronce Melati")
    page.goto(f"{live_server.url}{at('mentoring_group', 'rename', group)}")
    page.get_by_label("Mengapa").fill("Anggota memilih nama lain")
    press("button", "Simpan nama baru")

    assert page.get_by_label("Mengapa").input_value() == "Anggota memilih nama lain"
    assert_accessible(page)
    page.get_by_label("Nama baru").fill("Ronce Kenanga")
    press("button", "Simpan nama baru")

    group.refresh_from_db()
    assert group.name == "Ronce Kenanga"


def test_two_records_become_one_and_two_again(live_server, page, dewi, press):
    one, other = (PersonFactory(full_name="Ruminah Contoh", birth_year=1980) for _ in range(2))
    case = services.note_likeness(person=one, other=other, reason="name_birth", score=85)
    page.goto(f"{live_server.url}{at('mentoring_duplicate', 'inspect', case)}")
    press("link", "Putuskan")
    page.get_by_label("Satu orang. Catatan pertama dipakai terus.").focus()
    page.keyboard.press("Space")
    press("button", "Simpan keputusan")

    assert page.get_by_label("Satu orang. Catatan pertama dipakai terus.").is_checked()
    assert_accessible(page)
    page.locator("[name=note]").fill("Sudah ditanya.")
    press("button", "Simpan keputusan")
    case.refresh_from_db()
    assert (case.state, case.note) == (DuplicateState.MERGED, "Sudah ditanya.")

    press("link", "Batalkan penggabungan")
    assert_accessible(page)
    page.locator("main form button[type=submit]").press("Enter")
    page.get_by_role("link", name="Putuskan").wait_for()
    assert not Person.objects.filter(merged_into__isnull=False).exists()


def test_a_list_is_sent_checked_written_and_taken_back(live_server, page, dewi, press):
    CrafterGroupFactory(name="Ronce Melati")
    page.goto(f"{live_server.url}{at('mentoring_import', 'upload')}")
    page.get_by_label("anggota kelompok").check()
    press("button", "Lanjut")

    assert page.get_by_label("anggota kelompok").is_checked()
    assert_accessible(page)
    listed = {"name": "daftar.csv", "mimeType": "text/csv", "buffer": LISTED}
    page.locator("input[type=file]").set_input_files(listed)
    press("button", "Lanjut")
    batch = ImportBatch.objects.get()
    submit = page.locator("main form button[type=submit]")
    for step, state in (("columns", "checked"), ("write", "written"), ("take_back", "undone")):
        page.goto(f"{live_server.url}{at('mentoring_import', step, batch)}")
        assert_accessible(page)
        with page.expect_navigation(wait_until="load"):
            submit.press("Enter")
        assert_accessible(page)
        batch.refresh_from_db()
        assert batch.state == state
        assert Person.objects.count() == (1 if step == "write" else 0)


def test_a_list_with_names_leaves_for_a_reason(live_server, page, dewi, press):
    PersonFactory()
    page.goto(f"{live_server.url}{at('mentoring_person', 'index')}?export=csv")
    press("button", "Unduh daftar")
    assert page.locator("[name=reason][aria-invalid=true]").count() == 1

    page.locator("[name=reason]").fill("Daftar hadir pelatihan")
    with page.expect_download() as taken:
        page.locator("[name=reason]").press("Enter")
    assert taken.value.suggested_filename.endswith(".csv")


def test_new_words_of_a_consent(live_server, page, press):
    rini = UserFactory(full_name="Rini Manajer Contoh", roles=["programme_manager"])
    sign_in_at_once(page, live_server.url, rini)
    page.goto(f"{live_server.url}{at('mentoring_consent_text', 'add')}?purpose=foto")
    page.locator("[name=text_id]").fill("")
    page.locator("[name=text_en]").fill("May we take photographs?")
    page.locator("main form button[type=submit]").last.press("Enter")
    page.locator("[name=text_id][aria-invalid=true]").wait_for()
    assert page.locator("[name=text_en]").input_value() == "May we take photographs?"

    page.locator("[name=text_id]").fill("Boleh difoto?")
    with page.expect_navigation(wait_until="load"):
        page.locator("main form button[type=submit]").last.press("Enter")
    assert_accessible(page)
    assert ConsentText.objects.filter(purpose="foto", version=2).count() == 2


def test_a_group_is_dissolved(live_server, page, dewi, press):
    group = CrafterGroupFactory(name="Ronce Melati")
    page.goto(f"{live_server.url}{at('mentoring_group', 'dissolve', group)}")
    page.get_by_label("Mengapa").fill("Pindah kerja")
    press("button", "Bubarkan kelompok")

    assert CrafterGroup.objects.get().is_dissolved
    assert_accessible(page)
