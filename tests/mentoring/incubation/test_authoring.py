"""Writing instruments in the admin: drafts, publication, new versions, forms brought in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from mentoring.incubation.errors import (
    InstrumentIncomplete,
    InstrumentIsPublished,
    NotYoursToAuthor,
)
from mentoring.incubation.models import CycleInstrument, Instrument, InstrumentVersion
from mentoring.incubation.services.authoring import (
    change_draft,
    choose_instruments,
    import_xlsform,
    publish_version,
    start_new_version,
)
from mentoring.incubation.services.instruments import describe_instrument, shipped_definitions
from mentoring.incubation.xlsform_export import xlsform_of
from tests.factories.incubation import (
    CycleEnrolmentFactory,
    RoundFactory,
    coordinator,
    default_version,
    manager,
    person_version,
)

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"mentoring_instrument:{name}", args=args)


@pytest.fixture
def author():
    return manager()


@pytest.fixture
def draft(author):
    return start_new_version(version=default_version(), started_by=author)


def test_a_new_version_is_a_draft_with_what_the_old_one_asks(draft):
    said = describe_instrument(version=draft)

    assert (draft.number, draft.is_published) == (2, False)
    assert said == {**describe_instrument(version=default_version()), "number": 2}


def test_a_draft_changes_and_a_published_version_does_not(draft, author):
    definition = describe_instrument(version=draft)
    definition["dimensions"][0]["weight"] = 40
    changed = change_draft(version=draft, definition=definition, changed_by=author)

    published = publish_version(version=changed, published_by=author)

    assert published.dimensions.get(code="KOH").weight == 40
    with pytest.raises(InstrumentIsPublished, match="v2"):
        change_draft(version=published, definition=definition, changed_by=author)
    with pytest.raises(InstrumentIsPublished, match="v2"):
        publish_version(version=published, published_by=author)


def test_an_incomplete_draft_is_kept_but_not_published(draft, author):
    definition = describe_instrument(version=draft)
    definition["dimensions"][0]["items"] = []
    changed = change_draft(version=draft, definition=definition, changed_by=author)

    with pytest.raises(InstrumentIncomplete, match="Bagian KOH belum punya pertanyaan"):
        publish_version(version=changed, published_by=author)


def test_only_programme_managers_write_instruments(draft, client):
    stranger = coordinator()

    with pytest.raises(NotYoursToAuthor):
        start_new_version(version=draft, started_by=stranger)
    client.force_login(stranger)
    for name in ("new_version", "publish", "rules", "add_section", "add_item"):
        assert client.post(url(name, draft.pk)).status_code in (302, 403)
    assert InstrumentVersion.objects.filter(instrument=draft.instrument).count() == 2
    assert not InstrumentVersion.objects.get(pk=draft.pk).is_published


def test_a_manager_writes_an_instrument_page_by_page(client, author, draft):
    client.force_login(author)
    rules = {
        "introduction_id": "Isi bersama.",
        "answered_percent": "80",
        "classes": "rendah | 0 | Rendah | Low\ntinggi | 60 | Tinggi | High",
        "gain_dimension": "KOH",
        "gain_points": "12,5",
        "gain_items": "KOH1, KOH2",
        "gain_levels": "1",
    }
    item = {
        "section": "KOH",
        "code": "KOH6",
        "kind": "number",
        "question_id": "Berapa anggota?",
        "unit_id": "orang",
        "minimum": "0",
        "maximum": "1.000",
        "weight": "1",
        "place": "1",
        "needs_evidence": "on",
    }
    section = {"code": "BARU", "name_id": "Baru", "weight": "0", "place": "1"}

    for name, sent in (("rules", rules), ("add_item", item), ("add_section", section)):
        answer = client.post(url(name, draft.pk), sent)
        assert answer.status_code == 302, answer.context["form"].errors
    client.post(url("section", draft.pk, "BARU"), {**section, "is_removed": "on"})
    client.post(url("item", draft.pk, "KOH5"), {**item, "code": "KOH5", "is_removed": "on"})

    said = describe_instrument(version=InstrumentVersion.objects.get(pk=draft.pk))
    assert [one["starts_at"] for one in said["classes"]] == ["0", "60"]
    gain = {"dimension": "KOH", "points": "12.5", "items": ["KOH1", "KOH2"], "levels": 1}
    assert said["gain"] == gain
    first = said["dimensions"][0]
    assert [one["code"] for one in first["items"]] == ["KOH6", "KOH1", "KOH2", "KOH3", "KOH4"]
    assert first["items"][0] == {
        "code": "KOH6",
        "kind": "number",
        "minimum": "0",
        "maximum": "1000",
        "unit": {"id": "orang"},
        "needs_evidence": True,
        "id": {"question": "Berapa anggota?"},
    }
    assert client.post(url("publish", draft.pk)).status_code == 302
    assert InstrumentVersion.objects.get(pk=draft.pk).is_published


@pytest.mark.parametrize(
    ("name", "sent", "sentence"),
    [
        ("rules", {"classes": "rendah"}, "bukan kelas"),
        ("rules", {"gain_points": "banyak"}, "bukan angka"),
        ("add_item", {"options": "tanpa nama"}, "bukan pilihan"),
        ("add_item", {"minimum": "dua"}, "bukan angka"),
        ("add_item", {"code": "dengan spasi"}, "huruf dan angka"),
        ("add_item", {"code": "KOH1"}, "KOH1 dipakai dua kali"),
        ("add_section", {"code": "OTO"}, "OTO dipakai dua kali"),
    ],
)
def test_wrong_input_comes_back_with_a_sentence(client, author, draft, name, sent, sentence):
    base = {
        "answered_percent": "80",
        "section": "KOH",
        "code": "BARU",
        "kind": "text",
        "question_id": "Apa?",
        "name_id": "Baru",
        "weight": "1",
        "place": "1",
    }
    client.force_login(author)

    html = client.post(url(name, draft.pk), {**base, **sent}).content.decode()

    assert sentence in html


def test_a_form_that_was_never_here_becomes_a_draft_and_the_log_says_how_much_was_left_out(author):
    definition = {**shipped_definitions()[0], "code": "lain"}

    made, read = import_xlsform(content=xlsform_of(definition), imported_by=author)

    assert (made.instrument.code, made.number, made.is_published) == ("lain", 1, False)
    entry = ModelLogEntry.objects.get(action="mentoring.import_instrument")
    assert (entry.data, read.left_out) == ({"left_out": 0}, [])


def test_a_workbook_is_downloaded_and_brought_in_as_the_next_version(client, author):
    client.force_login(author)
    version = default_version()
    workbook = client.get(url("xlsform", version.pk))
    assert workbook.headers["Content-Disposition"].endswith('"group-strength-v1.xlsx"')

    sent = SimpleUploadedFile("form.xlsx", workbook.content)
    answer = client.post(url("import"), {"file": sent}, follow=True)

    second = InstrumentVersion.objects.get(instrument=version.instrument, number=2)
    assert answer.redirect_chain == [(url("inspect", second.pk), 302)]
    said = {**describe_instrument(version=second), "number": 1}
    assert said == describe_instrument(version=version)


def test_a_file_that_is_no_form_comes_back_with_the_reason(client, author):
    client.force_login(author)

    sent = SimpleUploadedFile("form.xlsx", b"nothing")
    html = client.post(url("import"), {"file": sent}).content.decode()

    assert "tidak bisa dibaca sebagai XLSForm" in html
    assert Instrument.objects.count() == len(shipped_definitions())


def test_the_preview_shows_every_question_and_sends_nothing(client, author):
    client.force_login(author)
    version = person_version()

    html = client.get(url("preview", version.pk)).content.decode()

    for code in ("PRICE", "SHARE", "BUYER", "STORY", "BOOK"):
        assert f"Pertanyaan {code}" in html
    assert 'type="submit"' not in html.split("<h1>")[1].split("</main>")[0]


def test_a_cycle_chooses_further_instruments_and_keeps_those_that_were_asked(client, author):
    enrolment = CycleEnrolmentFactory()
    asked, chosen = person_version("satu"), person_version("dua")
    CycleInstrument.objects.create(cycle=enrolment.cycle, version=asked)
    RoundFactory(enrolment=enrolment, version=asked)
    client.force_login(author)

    address = reverse("mentoring_cycle:instruments", args=[enrolment.cycle_id])
    client.post(address, {"versions": [chosen.pk]})

    kept = enrolment.cycle.instruments.values_list("version", flat=True)
    assert set(kept.all()) == {asked.pk, chosen.pk}
    choose_instruments(cycle=enrolment.cycle, versions=[], chosen_by=author)
    assert list(kept.all()) == [asked.pk]
