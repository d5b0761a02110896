from datetime import date
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from balai.accounts.throttle import PER_NAME
from balai.first_run import steps
from balai.first_run.errors import AlreadyStarted, WrongSetupCode
from balai.first_run.models import FirstRun
from balai.first_run.services import create_first_administrator
from balai.first_run.setup_code import is_setup_code, setup_code
from balai.home.models import Organisation
from certificates.models import CertificateType, Issuer
from curriculum.pages.models import ModuleIndexPage
from mentoring.assignments.models import Facilitator
from mentoring.assignments.services import accept_assignment, propose_assignment, waive_training
from mentoring.registry.models import CrafterGroup, Place, Sentra
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

ADMINISTRATOR = {
    "full_name": "Sri Wahyuni",
    "username": "sri",
    "password": "tiga-kata-lepas",
    "repeated": "tiga-kata-lepas",
}
ISSUER = {
    "name_id": "UPT BLK Contoh",
    "code": "UPT-BLK-CONTOH",
    "signing_place": "Jember",
    "time_zone": "Asia/Jakarta",
    "signatory_name": "Drs. Budi, M.M.",
    "signatory_title": "Kepala UPT BLK Contoh",
}
SENTRA = {
    "village_code": "35.09.10.2003",
    "village": "Tutul",
    "district": "Balung",
    "regency": "Jember",
    "province": "Jawa Timur",
    "name": "Sentra Manik-Manik Tutul",
    "craft": "manik-manik",
    "time_zone": "Asia/Jakarta",
}


@pytest.fixture(autouse=True)
def real_site(settings):
    settings.DEMO = False


@pytest.fixture
def started(client):
    """A browser whose person has just become the first administrator."""
    client.post("/mulai/", {**ADMINISTRATOR, "setup_code": setup_code()})
    return client


@pytest.mark.parametrize("address", ["/", "/masuk/", "/admin/", "/beranda/", "/tidak-ada/"])
def test_on_an_empty_site_every_page_leads_to_the_first_run(client, address):
    assert client.get(address).headers["Location"] == "/mulai/"


@pytest.mark.parametrize("address", ["/healthz", "/mulai/", "/bahasa/en/"])
def test_what_the_first_run_itself_needs_stays_open(client, address):
    assert client.get(address).headers.get("Location") != "/mulai/"


def test_with_demo_data_there_is_no_first_run(client, settings):
    settings.DEMO = True

    assert client.get("/").status_code == 200


def test_with_an_administrator_the_site_is_open_and_the_first_run_gone(client):
    UserFactory(is_superuser=True)

    assert client.get("/").status_code == 200
    assert client.get("/mulai/").status_code == 404


def test_all_six_steps_make_a_site_people_can_work_with(started):
    assert started.get("/mulai/").headers["Location"] == "/mulai/lembaga/"

    answer = started.post("/mulai/lembaga/", {"name": "Balai Contoh"})
    assert answer.headers["Location"] == "/mulai/blk/"
    answer = started.post("/mulai/blk/", ISSUER)
    assert answer.headers["Location"] == "/mulai/sentra/"
    answer = started.post("/mulai/sentra/", SENTRA)
    assert answer.headers["Location"] == "/mulai/kelompok/"
    answer = started.post("/mulai/kelompok/", {"name": "Melati Tutul", "hamlet": "Krajan"})
    assert answer.headers["Location"] == "/mulai/pendamping/"
    answer = started.post(
        "/mulai/pendamping/", {"full_name": "Siti", "username": "siti", "phone": "081234567890"}
    )
    assert answer.headers["Location"] == "/mulai/selesai/"

    assert Organisation.load().name == "Balai Contoh"
    assert Issuer.objects.get().signatories.get().name == "Drs. Budi, M.M."
    assert Place.objects.get(pk="35.09.10.2003").parent.parent.parent.name == "Jawa Timur"
    assert CrafterGroup.objects.get().sentra == Sentra.objects.get()
    siti = Facilitator.objects.get().user
    assert (siti.full_name, siti.phone) == ("Siti", "+6281234567890")
    assert [group.name for group in siti.groups.all()] == ["facilitator"]
    assert f"/akun/{siti.pk}/tautan/" in started.get("/mulai/selesai/").text


def test_the_first_certificate_asks_for_attendance_and_identity(started):
    started.post("/mulai/blk/", ISSUER)

    kind = CertificateType.objects.get()
    assert (str(kind.issuer), kind.title_id) == ("UPT BLK Contoh", "Sertifikat Pelatihan")
    assert kind.template.versions.exists()
    assert list(kind.rule_set.rules.values_list("kind", "params", "is_required")) == [
        ("attended_share", {"percent": 80}, True),
        ("identity_complete", {"birth": True}, True),
    ]


def test_the_first_administrator_can_bring_group_and_facilitator_together(started):
    started.post("/mulai/sentra/", SENTRA)
    started.post("/mulai/kelompok/", {"name": "Melati Tutul"})
    started.post("/mulai/pendamping/", {"full_name": "Siti", "username": "siti"})
    sri = get_user_model().objects.get(username="sri")

    proposal = propose_assignment(
        facilitator=Facilitator.objects.get(),
        group=CrafterGroup.objects.get(),
        starts_on=date(2026, 1, 1),
        proposed_by=sri,
    )
    accepted = accept_assignment(assignment=proposal, accepted_by=proposal.facilitator.user)
    before_the_waiver = accepted.state
    waive_training(
        facilitator=proposal.facilitator,
        reason="Pelatihan dibuka bulan depan.",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 4, 1),
        granted_by=sri,
    )
    accepted.refresh_from_db()

    assert (before_the_waiver, accepted.state) == ("accepted", "active")
    assert [(mandate.role, mandate.place.name) for mandate in sri.mandates.all()] == [
        ("programme_manager", "Jawa Timur")
    ]


def test_the_first_administrator_gives_a_coordinator_her_mandate(started):
    started.post("/mulai/sentra/", SENTRA)
    dewi = UserFactory(roles=["coordinator"])

    answer = started.post(
        reverse("mentoring_mandate:add"),
        {
            "user": dewi.pk,
            "role": "coordinator",
            "place": "35.09",
            "starts_on": "2026-01-01",
        },
    )

    assert answer.status_code == 302
    assert dewi.mandates.get().place.name == "Jember"


def test_lessons_can_be_written_and_approved_from_the_first_day(started):
    index = ModuleIndexPage.objects.get()
    author, publisher = UserFactory(roles=["author"]), UserFactory(roles=["publisher"])

    assert started.get("/pelajaran/").status_code == 200
    assert index.permissions_for_user(author).can_add_subpage()
    assert not index.permissions_for_user(author).can_publish()
    assert index.permissions_for_user(publisher).can_publish()
    assert index.permissions_for_user(UserFactory(roles=["translator"])).can_edit()
    assert "/pelajaran/" in started.get("/").text


def test_finishing_opens_the_desk_and_closes_the_first_run(started):
    assert "Lanjutkan penyiapan" in started.get("/beranda/").text

    assert started.post("/mulai/selesai/").headers["Location"] == "/beranda/"

    assert started.get("/mulai/lembaga/").status_code == 404
    assert "Lanjutkan penyiapan" not in started.get("/beranda/").text


def test_a_wrong_code_makes_nobody_administrator_and_keeps_what_was_typed(client):
    page = client.post("/mulai/", {**ADMINISTRATOR, "setup_code": "SALAH"})

    assert "bukan kode pemasangan" in page.text
    assert 'value="Sri Wahyuni"' in page.text
    assert not get_user_model().objects.exists()


def test_after_five_wrong_codes_even_the_right_one_waits(client):
    for _try in range(PER_NAME):
        client.post("/mulai/", {**ADMINISTRATOR, "setup_code": "SALAH"})

    page = client.post("/mulai/", {**ADMINISTRATOR, "setup_code": setup_code()})

    assert "Tunggu lima belas menit" in page.text
    assert not get_user_model().objects.exists()


def test_a_second_visitor_with_the_code_comes_too_late(started):
    second = Client().post(
        "/mulai/", {**ADMINISTRATOR, "username": "lain", "setup_code": setup_code()}
    )

    assert second.status_code == 404
    assert get_user_model().objects.get().username == "sri"


def test_the_service_refuses_a_second_administrator_and_a_wrong_code():
    about = {"username": "sri", "full_name": "Sri", "password": "x", "language": "id"}
    with pytest.raises(WrongSetupCode):
        create_first_administrator(setup_code="SALAH", **about)
    create_first_administrator(setup_code=setup_code(), **about)

    with pytest.raises(AlreadyStarted):
        create_first_administrator(setup_code=setup_code(), **{**about, "username": "dua"})

    assert FirstRun.objects.get().started_by.username == "sri"


@pytest.mark.parametrize("wrong", [{"repeated": "lain-sekali"}, {"password": "12345678901"}])
def test_a_weak_or_mistyped_password_is_told(client, wrong):
    page = client.post("/mulai/", {**ADMINISTRATOR, "setup_code": setup_code(), **wrong})

    assert "field-error" in page.text
    assert not get_user_model().objects.exists()


def test_others_never_see_the_steps(started):
    assert Client().get("/mulai/lembaga/").status_code == 404
    started.force_login(UserFactory(roles=["administrator"]))

    assert started.get("/mulai/lembaga/").status_code == 404


def test_a_step_left_for_later_is_not_asked_again_but_can_be_done(started):
    assert started.post("/mulai/lembaga/", {"skip": "1"}).headers["Location"] == "/mulai/blk/"
    assert started.get("/mulai/").headers["Location"] == "/mulai/blk/"

    started.post("/mulai/lembaga/", {"name": "Balai Contoh"})

    assert FirstRun.objects.get().skipped == []
    assert Organisation.load().name == "Balai Contoh"


def test_group_and_facilitator_wait_for_the_craft_centre(started):
    started.post("/mulai/sentra/", {"skip": "1"})

    assert "Isi dulu sentranya" in started.get("/mulai/kelompok/").text
    for key in ("lembaga", "blk"):
        started.post(f"/mulai/{key}/", {"skip": "1"})
    assert started.get("/mulai/").headers["Location"] == "/mulai/selesai/"


def test_going_back_shows_what_was_made_and_makes_nothing_twice(started):
    started.post("/mulai/blk/", ISSUER)

    page = started.get("/mulai/blk/")

    assert "UPT BLK Contoh · Drs. Budi, M.M." in page.text
    assert '<form method="post" class="form' not in page.text


def test_sending_a_step_twice_makes_one(started):
    for _time in range(2):
        started.post("/mulai/sentra/", SENTRA)

    assert Sentra.objects.count() == 1


def test_a_mistake_keeps_what_was_typed(started):
    page = started.post("/mulai/sentra/", {**SENTRA, "village_code": "3509102003"})

    assert "Tulis kode dengan titik" in page.text
    assert 'value="Sentra Manik-Manik Tutul"' in page.text
    assert not Sentra.objects.exists()


def test_the_code_is_read_kindly_and_the_command_prints_it():
    printed = StringIO()
    call_command("setup_code", stdout=printed)

    assert printed.getvalue().strip() == setup_code()
    assert is_setup_code(setup_code().lower().replace("-", " "))
    assert not is_setup_code("")


def test_the_command_prints_no_code_once_there_is_an_administrator():
    UserFactory(is_superuser=True)
    printed = StringIO()
    call_command("setup_code", stdout=printed)

    assert setup_code() not in printed.getvalue()


def test_a_plugin_that_is_not_installed_drops_its_step(monkeypatch):
    monkeypatch.setattr(steps.apps, "is_installed", lambda app: app != "certificates")

    assert [step.key for step in steps.steps()] == ["lembaga", "sentra", "kelompok", "pendamping"]
