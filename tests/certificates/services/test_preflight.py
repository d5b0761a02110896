import pytest

from certificates.errors import BatchNotPrepared, NotAllowed, PreflightFailed
from certificates.models import Certificate, NumberSequence
from certificates.rendering import load_design
from certificates.services import approve_batch
from certificates.services.preflight import accept_fix, legible, letters_of, preflight

pytestmark = pytest.mark.django_db


def prepared_with(house, *names, **facts):
    """A batch whose people are called `names`; facts: further printed identity of the first."""
    batch = house.prepared(len(names))
    for item, name in zip(batch.items.order_by("position"), names, strict=True):
        item.holder_facts = {**item.holder_facts, "printed_name": name, **facts}
        item.save()
    return batch


@pytest.mark.parametrize(
    "name",
    [
        "S",
        "Sutini",
        "Nur’aini O'Neill",
        "ᬮᬸᬄᬓᭂᬢᬸᬢ",
        "ꦱꦸꦠꦶꦤꦶ",
        "Žižková Ngọc Ánh",
        "e\u0301lise",
        "=HYPERLINK(1)",
        "<b>Sutini</b> & [[number]]",
        "Raden Ajeng " + "Kusumawardhani " * 7,
    ],
)
def test_a_name_that_can_be_printed_passes(house, name):
    assert preflight(prepared_with(house, name.strip())) == []


@pytest.mark.parametrize(
    ("name", "code", "fix"),
    [
        ("Sutini 😀", "glyph", "Sutini"),
        ("Sutini\u202e Contoh", "glyph", "Sutini Contoh"),
        ("Su\x07tini", "glyph", "Sutini"),
        ("𝐒𝐮𝐭𝐢𝐧𝐢", "glyph", "Sutini"),
        ("سوتيني", "glyph", ""),
        ("山田", "glyph", ""),
        ("Sutini " * 20, "length", ""),
    ],
)
def test_a_name_that_cannot_be_printed_is_found_with_a_fix_where_there_is_one(
    house, name, code, fix
):
    [finding] = preflight(prepared_with(house, name.strip()))

    assert (finding.code, finding.fix) == (code, fix)


def test_an_address_that_does_not_fit_is_found_by_laying_out_the_page(house):
    batch = prepared_with(house, "Sutini", "Sartini", address="Dusun Contoh Rekaan " * 90)

    assert [finding.code for finding in preflight(batch)] == ["layout", "layout"]


def test_a_batch_that_could_not_be_printed_spends_no_number(house):
    batch = prepared_with(house, "Sartini", "Sutini 😀")

    with pytest.raises(PreflightFailed) as refused:
        approve_batch(batch=batch, approved_by=house.head)

    batch.refresh_from_db()
    assert refused.value.facts["count"] == 1
    assert "U+1F600" in str(refused.value)
    assert (batch.state, Certificate.objects.count()) == ("prepared", 0)
    assert not NumberSequence.objects.exists()


def test_the_offered_name_is_printed_and_the_record_stays(house):
    batch = prepared_with(house, "Sutini 😀")
    item = batch.items.get()

    accept_fix(item=item, accepted_by=house.clerk)
    with house.commits():
        approve_batch(batch=batch, approved_by=house.head)

    assert Certificate.objects.valid().get().printed_name == "Sutini"
    item.refresh_from_db()
    item.batch.refresh_from_db()
    with pytest.raises(BatchNotPrepared):
        accept_fix(item=item, accepted_by=house.clerk)


def test_only_clerks_of_the_issuer_accept_a_fix(house):
    item = prepared_with(house, "Sutini 😀").items.get()

    with pytest.raises(NotAllowed):
        accept_fix(item=item, accepted_by=house.head)


def test_two_people_of_one_name_are_two_people(house):
    assert preflight(prepared_with(house, "Sutini", "Sutini")) == []


def test_marks_are_dropped_only_where_no_letter_exists():
    letters = letters_of(load_design("blk_training"))

    assert legible("Ngọc Ánh", letters) == "Ngọc Ánh"
    assert legible("  Su  tini ", letters) == "Su tini"
    assert legible("😀", letters) == ""


def test_the_page_names_each_person_and_mends_the_name_at_a_press(house, client):
    batch = prepared_with(house, "Sutini 😀")
    item = batch.items.get()
    address = f"/admin/sertifikat/kelompok/{batch.pk}/cetakan/"
    client.force_login(house.clerk)

    before = client.get(address).content.decode()
    client.post(f"{address}{item.pk}/")
    after = client.get(address).content.decode()

    assert "Cetak sebagai “Sutini”" in before
    assert "U+1F600" in before
    assert "Semua sertifikat dapat dicetak" in after
