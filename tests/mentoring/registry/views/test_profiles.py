"""A person's own page: who opens it, who writes there, and what is never shown."""

from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail import hooks
from wagtail.models import ModelLogEntry

from mentoring.registry.models import DuplicateCase
from mentoring.registry.services import enter_identifier
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.pictures import photograph
from tests.factories.registry import (
    ConsentFactory,
    MembershipFactory,
    PersonFactory,
    PersonIdentifierFactory,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

PARTS = ["", "ubah/", "pekerjaan/", "pasfoto/", "nomor/nik/", "persetujuan/", "persetujuan/foto/"]
NIK = "9999995705800001"
NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def ruminah(here, sri):
    AssignmentFactory(facilitator=sri, group=here)
    person = PersonFactory(full_name="Ruminah Contoh", user=UserFactory(), sex="P")
    MembershipFactory(group=here, person=person)
    return person


@pytest.fixture
def neighbour(here):
    """A member of the same group."""
    return MembershipFactory(group=here, person=PersonFactory(user=UserFactory())).person.user


def of(person, part=""):
    return reverse("mentoring_registry:person", args=[person.pk]) + part


def answer(client, user, address, method="get", **data):
    client.force_login(user)
    return getattr(client, method)(address, data)


@pytest.mark.parametrize("part", PARTS)
def test_herself_her_facilitator_and_her_coordinator_write_there(part, ruminah, sri, dewi, client):
    own = answer(client, ruminah.user, reverse("mentoring_registry:me") + part)
    assert own.status_code == 200
    assert markup_errors(own.content.decode()) == []
    for keeper in (ruminah.user, sri.user, dewi):
        page = answer(client, keeper, of(ruminah, part))
        assert page.status_code == 200
        assert markup_errors(page.content.decode()) == []


@pytest.mark.parametrize("part", PARTS)
def test_an_evaluator_of_the_place_looks_and_writes_nothing(part, ruminah, eko, client):
    looks_only = part in ("", "persetujuan/")

    assert answer(client, eko, of(ruminah, part)).status_code == (200 if looks_only else 403)


@pytest.mark.parametrize("part", PARTS)
def test_for_a_neighbour_and_another_place_the_page_does_not_exist(
    part, ruminah, neighbour, wayan, client
):
    for stranger in (neighbour, wayan, UserFactory(), UserFactory(roles=["blk_clerk"])):
        assert answer(client, stranger, of(ruminah, part)).status_code == 404


def test_who_is_not_signed_in_is_asked_to(ruminah, client):
    for address in (of(ruminah), reverse("mentoring_registry:me")):
        assert client.get(address).status_code == 302


def test_staff_without_a_row_have_no_own_page(dewi, client):
    assert answer(client, dewi, reverse("mentoring_registry:me")).status_code == 404


def test_the_page_asks_the_same_few_questions(ruminah, dewi, client, django_assert_num_queries):
    client.force_login(dewi)
    client.get(of(ruminah))
    ConsentFactory(person=ruminah)
    PersonIdentifierFactory(person=ruminah)
    PersonIdentifierFactory(person=ruminah, kind="KK")

    with django_assert_num_queries(QUERIES):
        client.get(of(ruminah))


QUERIES = 12


def test_she_corrects_her_own_details(ruminah, client):
    said = {
        "full_name": "Ruminah",
        "hamlet": "Karuk",
        "sex": "P",
        "phone": "0812 3456 7890",
        "birth_year": "1980",
        "is_birth_estimated": "on",
        "languages": ["jv", "id"],
        "schooling": "primary",
        "is_head_of_household": "yes",
        "raises_children_alone": "no",
        "receives_social_aid": "",
    }

    done = answer(client, ruminah.user, reverse("mentoring_registry:me") + "ubah/", "post", **said)

    assert done.status_code == 302
    ruminah.refresh_from_db()
    assert (ruminah.full_name, ruminah.phone, ruminah.birth_year) == (
        "Ruminah",
        "+6281234567890",
        1980,
    )
    assert ruminah.languages == ["jv", "id"] or ruminah.languages == ["id", "jv"]
    assert (
        ruminah.is_head_of_household,
        ruminah.raises_children_alone,
        ruminah.receives_social_aid,
    ) == (True, False, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("full_name", ""),
        ("full_name", "x" * 101),
        ("hamlet", ""),
        ("sex", "X"),
        ("phone", "tidak punya"),
        ("born_on", "2999-01-01"),
        ("born_on", "31/02/1980"),
        ("birth_year", "1447"),
        ("birth_year", "2567"),
        ("birth_year", "delapan puluh"),
        ("languages", "klingon"),
        ("schooling", "S4"),
        ("is_head_of_household", "mungkin"),
    ],
)
def test_bad_input_comes_back_beside_its_field(field, value, ruminah, client):
    said = {"full_name": "Ruminah", "hamlet": "Karuk", "sex": "P", field: value}

    page = answer(client, ruminah.user, reverse("mentoring_registry:me") + "ubah/", "post", **said)

    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]


def test_work_is_asked_one_question_after_another(ruminah, sri, client):
    client.force_login(sri.user)
    address, said = of(ruminah, "pekerjaan/"), {}
    for word in ("no", "no", "yes", "yes", "yes", "no", "yes"):
        said[client.post(address, said).context["question"].value] = word

    assert client.post(address, said).status_code == 302
    ruminah.refresh_from_db()
    assert ruminah.worker_statuses == ["PEKERJA_RUMAHAN"]


def test_a_number_is_typed_once_and_then_masked(ruminah, sri, client):
    done = answer(client, sri.user, of(ruminah, "nomor/nik/"), "post", number="9999 9957 0580 0001")

    assert done.status_code == 302
    assert NIK not in done.headers["Location"]
    page = client.get(of(ruminah)).content.decode()
    assert "•••• 0001" in page
    assert NIK not in page
    again = client.get(of(ruminah, "nomor/nik/")).content.decode()
    assert "0001" not in again


@pytest.mark.parametrize(
    "said",
    [
        {"number": ""},
        {"number": "belum ada"},
        {"number": "1" * 61},
        {"number": NIK, "missing_reason": "has_none"},
        {"missing_reason": "lupa"},
    ],
)
def test_a_number_that_is_none_is_refused_beside_the_field(said, ruminah, sri, client):
    page = answer(client, sri.user, of(ruminah, "nomor/nik/"), "post", **said)

    assert page.status_code == 200
    assert page.context["form"].errors
    assert not ruminah.identifiers.exists()


def test_an_unknown_kind_of_number_has_no_page(ruminah, sri, client):
    assert answer(client, sri.user, of(ruminah, "nomor/sim/")).status_code == 404


def test_a_number_that_somebody_else_has_is_said_to_the_coordinator_without_her_name(
    ruminah, dewi, client
):
    with_number(PersonFactory(full_name="Orang Lain Rekaan"))
    client.force_login(dewi)

    client.post(of(ruminah, "nomor/nik/"), {"number": NIK})

    page = client.get(of(ruminah)).content.decode()
    assert "notice-warning" in page
    assert "Orang Lain" not in page


def test_nobody_else_finds_out_by_typing_numbers_who_is_in_the_programme(
    ruminah, sri, client, django_capture_on_commit_callbacks
):
    with_number(PersonFactory())

    for typist in (ruminah.user, sri.user):
        with django_capture_on_commit_callbacks(execute=True):
            saved = answer(client, typist, of(ruminah, "nomor/nik/"), "post", number=NIK)
        assert saved.status_code == 302
        assert "notice-warning" not in client.get(of(ruminah)).content.decode()
    assert DuplicateCase.objects.count() == 1


def test_after_ten_numbers_of_one_person_her_typist_waits(ruminah, sri, dewi, client):
    address = of(ruminah, "nomor/nik/")
    found = [
        answer(client, sri.user, address, "post", number=f"99999957058000{n:02}").status_code
        for n in range(11)
    ]

    assert found == [302] * 10 + [200]
    assert ruminah.identifiers.get().last_four == "0009"
    assert answer(client, dewi, address, "post", number=NIK).status_code == 302


def test_in_a_session_others_may_have_begun_numbers_stay_masked_and_ties_shut(ruminah, client):
    with_number(ruminah)
    whole, ties = (
        of(ruminah, "nomor/nik/lihat/"),
        reverse("mentoring_registry:ties", args=[ruminah.pk]),
    )
    assert answer(client, ruminah.user, whole).status_code == 200
    assert answer(client, ruminah.user, ties).status_code == 200

    with hooks.register_temporarily("register_lent_sign_ins", lambda request: True):
        shut = [answer(client, ruminah.user, url).status_code for url in (whole, ties)]
        shown = answer(client, ruminah.user, whole, "post").content.decode()
        page = answer(client, ruminah.user, of(ruminah)).content.decode()

    assert shut == [403, 403]
    assert "9999 9957 0580 0001" not in shown
    assert whole not in page
    assert ties not in page
    assert "0001" in page


def with_number(person):
    return enter_identifier(person=person, kind="NIK", text=NIK, entered_by=None, now=NOW)


def test_the_whole_number_stands_in_the_answer_to_a_reason_only(ruminah, dewi, client):
    with_number(ruminah)
    address = of(ruminah, "nomor/nik/lihat/")

    asked = answer(client, dewi, address, reason="Untuk sertifikat")
    refused = answer(client, dewi, address, "post", reason="")
    shown = answer(client, dewi, address, "post", reason="Dicocokkan dengan kartu")

    assert "9999 9957 0580 0001" not in asked.content.decode() + refused.content.decode()
    assert "9999 9957 0580 0001" in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert ModelLogEntry.objects.filter(action="mentoring.reveal").count() == 1


def test_who_sees_her_but_may_not_read_the_number_is_refused(ruminah, sri, eko, rini, client):
    with_number(ruminah)

    for looker in (sri.user, eko, rini):
        page = answer(client, looker, of(ruminah, "nomor/nik/lihat/"), "post", reason="Ingin tahu")
        assert page.status_code == 403
    assert not ModelLogEntry.objects.filter(action="mentoring.reveal").exists()


def test_no_list_export_or_search_knows_a_number(ruminah, dewi, client):
    with_number(ruminah)
    client.force_login(dewi)
    index = reverse("mentoring_person:index")

    found = client.get(index, {"q": NIK}).content.decode()
    asked = client.post(f"{index}?export=csv", {"reason": "Daftar hadir"})
    export = asked.getvalue().decode()

    assert "Ruminah Contoh" not in found
    assert "0001" not in export
    assert "Ruminah Contoh" in export


def test_specific_data_stand_there_only_while_she_agrees(ruminah, sri, eko, client):
    ruminah.disability = "seeing"
    ruminah.save()
    assert "<dd>melihat</dd>" not in answer(client, sri.user, of(ruminah)).content.decode()
    assert answer(client, sri.user, of(ruminah, "khusus/")).status_code == 302

    ConsentFactory(person=ruminah)

    assert "<dd>melihat</dd>" in answer(client, sri.user, of(ruminah)).content.decode()
    assert "<dd>melihat</dd>" not in answer(client, eko, of(ruminah)).content.decode()
    said = {"disability": "hearing", "helped_by_minors": "refused"}
    assert answer(client, sri.user, of(ruminah, "khusus/"), "post", **said).status_code == 302
    ruminah.refresh_from_db()
    assert (ruminah.disability, ruminah.helped_by_minors) == ("hearing", "refused")


def test_a_portrait_is_handed_out_from_her_yes_until_her_no(ruminah, eko, client):
    file = SimpleUploadedFile("ruminah.jpg", photograph(size=(300, 400)), "image/jpeg")
    done = answer(
        client, ruminah.user, reverse("mentoring_registry:my_portrait"), "post", file=file
    )
    assert done.status_code == 302
    picture = of(ruminah, "pasfoto/gambar/")
    assert answer(client, eko, picture).status_code == 404

    me = reverse("mentoring_registry:me")
    answer(client, ruminah.user, f"{me}persetujuan/foto/", "post", answer="yes")
    assert answer(client, eko, picture).headers["Cache-Control"] == "private, no-store"
    answer(client, ruminah.user, f"{me}persetujuan/foto/", "post", answer="no")

    assert answer(client, eko, picture).status_code == 404
    assert "pasfoto/gambar" not in client.get(of(ruminah)).content.decode()
    assert answer(client, ruminah.user, f"{me}pasfoto/gambar/").status_code == 200


def test_a_file_that_is_no_picture_is_refused(ruminah, client):
    file = SimpleUploadedFile("ruminah.jpg", b"%PDF", "image/jpeg")
    page = answer(
        client, ruminah.user, reverse("mentoring_registry:my_portrait"), "post", file=file
    )

    assert list(page.context["form"].errors) == ["file"]


def test_she_says_yes_and_no_with_a_tap(ruminah, client):
    address = reverse("mentoring_registry:me") + "persetujuan/riset/"

    answer(client, ruminah.user, address, "post", answer="yes")
    assert ruminah.consents.get().mode == "tap"

    page = client.post(address, {"answer": "no"}, follow=True).content.decode()
    assert ruminah.consents.get().withdrawn_at is not None
    assert "Penolakan disimpan." in page
    assert "Mulai sekarang" not in page


def test_her_facilitator_keeps_a_yes_with_a_witness_and_never_a_tap(ruminah, sri, client):
    address = of(ruminah, "persetujuan/riset/")
    said = {"answer": "yes", "language": "mad"}

    tapped = answer(client, sri.user, address, "post", mode="tap", **said)
    alone = answer(client, sri.user, address, "post", mode="witnessed", **said)
    assert [page.status_code for page in (tapped, alone)] == [200, 200]
    assert not ruminah.consents.exists()

    answer(client, sri.user, address, "post", mode="witnessed", witness="Ketua RT Contoh", **said)

    kept = ruminah.consents.get()
    assert (kept.mode, kept.witness, kept.language) == ("witnessed", "Ketua RT Contoh", "mad")


def test_a_proof_is_heard_by_her_keepers_only(ruminah, sri, eko, neighbour, wayan, client):
    consent = ConsentFactory(person=ruminah, mode="voice", proof_type="audio/ogg")
    consent.proof.save("x", ContentFile(b"OggS"))
    address = reverse("mentoring_registry:consent_proof", args=[consent.pk])

    heard = {
        who: answer(client, user, address).status_code
        for who, user in {
            "herself": ruminah.user,
            "sri": sri.user,
            "eko": eko,
            "neighbour": neighbour,
            "wayan": wayan,
        }.items()
    }

    assert heard == {"herself": 200, "sri": 200, "eko": 403, "neighbour": 404, "wayan": 404}
