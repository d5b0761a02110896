"""The register of breaches and its clock of 3 x 24 hours."""

from datetime import UTC, datetime, timedelta

import pytest
from wagtail.models import ModelLogEntry

from balai.home.desk import desk_items
from balai.privacy.errors import (
    BreachIsClosed,
    HandlingMissing,
    NotEverybodyTold,
    NoticedInTheFuture,
    ToldBeforeNoticed,
    ToldInTheFuture,
)
from balai.privacy.models import Breach
from balai.privacy.services import change_breach, close_breach, note_told, record_breach
from tests.factories.accounts import UserFactory
from tests.factories.privacy import BreachFactory, BreachNoticeFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

NOTICED = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SEES = {"programme_manager", "administrator", "auditor"}
WORKS = {"programme_manager", "administrator"}
ROLES = ["programme_manager", "administrator", "auditor", "coordinator", "evaluator", "blk_head"]
ROLES += ["facilitator", "crafter", "author"]


@pytest.fixture
def rini():
    return UserFactory(roles=["programme_manager"])


@pytest.mark.parametrize(
    ("after", "left"),
    [
        (timedelta(0), 72),
        (timedelta(minutes=1), 71),
        (timedelta(hours=71, minutes=59), 0),
        (timedelta(hours=72), 0),
        (timedelta(hours=72, minutes=1), -1),
    ],
)
def test_three_times_twenty_four_hours_run_from_the_moment_it_was_noticed(after, left):
    breach = BreachFactory(noticed_at=NOTICED)

    assert breach.deadline == datetime(2026, 3, 5, 1, 0, tzinfo=UTC)
    assert breach.hours_left(NOTICED + after) == left


def test_whoever_has_to_tell_people_finds_a_word_at_once(rini):
    now = NOTICED + timedelta(hours=2)

    breach = record_breach(
        recorded_by=rini,
        now=now,
        noticed_at=NOTICED,
        title="Telepon hilang",
        happened="Di pasar",
        what_data="Nama",
    )

    assert rini.notices.get().url == breach.get_absolute_url()
    assert "5 Maret 2026, 08.00" in rini.notices.get().body
    assert ModelLogEntry.objects.filter(action="privacy.breach_recorded").count() == 1


def test_nothing_is_noticed_in_the_future(rini):
    with pytest.raises(NoticedInTheFuture):
        record_breach(recorded_by=rini, now=NOTICED, noticed_at=NOTICED + timedelta(minutes=1))


def test_who_was_told_is_written_after_it_was_done_and_never_before_it_was_noticed(rini):
    breach, now = BreachFactory(noticed_at=NOTICED), NOTICED + timedelta(hours=5)
    said = {"breach": breach, "told": "people", "how": "Surat", "recorded_by": rini, "now": now}

    with pytest.raises(ToldInTheFuture):
        note_told(**said, told_at=now + timedelta(minutes=1))
    with pytest.raises(ToldBeforeNoticed):
        note_told(**said, told_at=NOTICED - timedelta(minutes=1))
    note_told(**said, told_at=now)

    assert [str(whom) for whom in breach.not_told()] == ["authority"]


def test_a_breach_is_closed_when_all_were_told_and_something_was_done(rini):
    breach, now = BreachFactory(), NOTICED + timedelta(days=2)
    with pytest.raises(NotEverybodyTold):
        close_breach(breach=breach, closed_by=rini, now=now)
    BreachNoticeFactory(breach=breach, told="people")
    BreachNoticeFactory(breach=breach, told="authority", is_waived=True)
    with pytest.raises(HandlingMissing):
        close_breach(breach=breach, closed_by=rini, now=now)
    change_breach(breach=breach, changed_by=rini, now=now, handling="Sandi diganti.")

    close_breach(breach=breach, closed_by=rini, now=now)

    with pytest.raises(BreachIsClosed):
        change_breach(breach=breach, changed_by=rini, now=now, handling="Lain")
    with pytest.raises(BreachIsClosed):
        close_breach(breach=breach, closed_by=rini, now=now)


def test_the_log_says_which_fields_changed_and_never_what_they_hold(rini):
    breach = BreachFactory()

    change_breach(
        breach=breach, changed_by=rini, now=NOTICED, people_count=12, handling="Sandi diganti."
    )

    entry = ModelLogEntry.objects.get(action="privacy.breach_changed")
    assert entry.data == {"fields": ["handling", "people_count"]}


@pytest.mark.parametrize("role", ROLES)
def test_the_register_is_for_those_who_must_act_or_audit(role, client):
    breach = BreachFactory()
    client.force_login(UserFactory(roles=[role]))
    sees, works = (200 if role in SEES else 403), (200 if role in WORKS else 403)

    assert client.get("/privasi/kebocoran/").status_code == sees
    assert client.get(breach.get_absolute_url()).status_code == (200 if role in SEES else 404)
    assert client.get("/privasi/kebocoran/baru/").status_code == works
    changing = client.get(f"{breach.get_absolute_url()}ubah/").status_code
    assert changing == (works if role in SEES else 404)
    telling = client.post(breach.get_absolute_url(), {}).status_code
    assert telling == (works if role in SEES else 404)


def test_guests_are_asked_to_sign_in(client):
    assert client.get("/privasi/kebocoran/").headers["Location"].startswith("/masuk/")


@pytest.mark.parametrize("rows", [0, 1, 30])
def test_the_register_asks_the_same_for_any_number(rows, client, rini, django_assert_num_queries):
    for breach in BreachFactory.create_batch(rows):
        BreachNoticeFactory(breach=breach)
    client.force_login(rini)
    client.get("/privasi/kebocoran/")

    with django_assert_num_queries(5 if not rows else 8):
        response = client.get("/privasi/kebocoran/")

    assert markup_errors(response.text) == []


def test_a_breach_is_recorded_told_and_closed_on_its_pages(client, rini):
    client.force_login(rini)
    response = client.post(
        "/privasi/kebocoran/baru/",
        {
            "title": "Telepon hilang",
            "noticed_at": "2026-03-02T08:00",
            "happened": "Di pasar",
            "what_data": "Nama",
            "handling": "Sandi diganti",
        },
    )
    breach = Breach.objects.get()
    assert response.headers["Location"] == breach.get_absolute_url()
    page = client.get(breach.get_absolute_url())
    assert "3 x 24 jam sudah habis" in page.text
    assert markup_errors(page.text) == []
    for told in ("people", "authority"):
        client.post(
            breach.get_absolute_url(),
            {"told": told, "told_at": "2026-03-03T08:00", "how": "Surat"},
        )
    client.post(f"{breach.get_absolute_url()}tutup/")

    breach.refresh_from_db()
    assert breach.is_closed()
    assert markup_errors(client.get(breach.get_absolute_url()).text) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 200},
        {"noticed_at": "31/02/2026"},
        {"noticed_at": "2567-01-01T00:00"},
        {"people_count": "-1"},
        {"people_count": "dua"},
        {"happened": " "},
        {"what_data": "\x00"},
    ],
)
def test_bad_input_is_refused_beside_its_field(wrong, client, rini):
    client.force_login(rini)
    right = {
        "title": "Telepon hilang",
        "noticed_at": "2026-03-02T08:00",
        "happened": "Di pasar",
        "what_data": "Nama",
    }

    response = client.post("/privasi/kebocoran/baru/", {**right, **wrong})

    assert 'class="field-error"' in response.text
    assert not Breach.objects.exists()


def test_the_desk_counts_down_until_everybody_was_told(rini):
    def waiting():
        items = desk_items(rini, NOTICED.date())["waiting"]
        return [item.sentence for item in items if item.url == "/privasi/kebocoran/"]

    assert waiting() == []
    BreachFactory()
    assert waiting() == [
        "Waktu 3 x 24 jam sudah habis. Beri tahu pemilik data dan lembaga sekarang."
    ]


def test_there_is_no_way_to_delete_a_breach_or_a_notice(rini):
    from django.contrib.auth.models import Permission

    named = Permission.objects.filter(content_type__app_label="privacy")
    assert not named.filter(codename__startswith="delete").exists()
