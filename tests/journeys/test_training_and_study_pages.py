"""Pages of needs, participants, registration, calendar, seasons and study visits on a phone."""

from datetime import timedelta
from os import environ
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.registry.models import Stratum, Tier
from mentoring.sessions.services.selections import choose_by_need
from mentoring.sessions.training_needs import needs_of_run
from tests.browser import (
    assert_accessible,
    assert_no_sideways_scrolling,
    follow,
    sign_in_at_once,
)
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import (
    CensusEntryFactory,
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    SentraFactory,
    tutul,
)
from tests.factories.sessions import (
    RunRegistrationFactory,
    RunSessionFactory,
    SeasonFactory,
    StudyVisitFactory,
    TrainingRunFactory,
    VisitFactory,
    programmes_offered,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("Ruminah Contoh", "Sutini Rekaan", "Buhari Contoh", "Inaq Sahnim Rekaan")


@pytest.fixture
def sri(transactional_db):
    return FacilitatorFactory(
        user=UserFactory(full_name="Sri Pendamping Contoh", roles=["facilitator"])
    )


@pytest.fixture
def group(sri):
    centre = SentraFactory(name="Manik-manik Tutul", place=tutul())
    made = CrafterGroupFactory(sentra=centre, name="Manik Maduran", tier=Tier.WEAK)
    AssignmentFactory(facilitator=sri, group=made)
    for name in NAMES:
        MembershipFactory(group=made, person=PersonFactory(full_name=name))
    return made


@pytest.fixture
def rina(transactional_db):
    return MandateFactory(user=UserFactory(roles=["coordinator"])).user


@pytest.fixture
def run(group, rina):
    today = timezone.localdate()
    run = TrainingRunFactory(
        starts_on=today + timedelta(days=9),
        ends_on=today + timedelta(days=20),
        registration_until=today + timedelta(days=5),
        decree_number="000/CONTOH/UPT-BLK",
        youngest=17,
        oldest=60,
        seats=2,
        reserve_seats=1,
    )
    RunSessionFactory(run=run, happened_on=today + timedelta(days=9), state="planned")
    weak = group.memberships.get(person__full_name=NAMES[1]).person
    CensusEntryFactory(sentra=group.sentra, person=weak, stratum=Stratum.LAGGING)
    needs = needs_of_run(run, [group])
    choose_by_need(
        run=run,
        needs=needs,
        chosen={needs[0].person.pk},
        note="",
        chosen_by=rina,
    )
    RunRegistrationFactory.create_batch(2, run=run)
    return run


def address(name, *args):
    return reverse(f"mentoring_sessions:{name}", args=args)


def coordinators_pages(run, group):
    today = timezone.localdate()
    season = SeasonFactory(sentra=group.sentra, starts_on=today, ends_on=today + timedelta(days=3))
    asked = StudyVisitFactory(sentra=group.sentra, wished_on=today + timedelta(days=9))
    held = StudyVisitFactory(
        sentra=group.sentra,
        group=group,
        state="approved",
        session=VisitFactory(group=group, kind="study_in", happened_on=today - timedelta(days=2)),
    )
    VisitFactory(group=group, state="planned", happened_on=today + timedelta(days=1))
    waiting = run.registrations.first()
    return [
        address("runs"),
        address("run", run.pk),
        address("training_needs"),
        address("run_needs", run.pk),
        address("run_choices", run.pk),
        address("trainee_grid", run.pk),
        address("trainee_file", run.pk),
        address("run_registrations", run.pk),
        address("decide_registration", waiting.pk),
        address("calendar"),
        address("calendar_feed"),
        address("seasons"),
        address("add_season"),
        address("season", season.pk),
        address("study_visits"),
        address("study_visit", asked.pk),
        address("approve_study_visit", asked.pk),
        address("study_visit", held.pk),
        address("study_purchase", held.pk),
        address("study_practices", held.pk),
        address("plan_outgoing", group.pk),
    ]


def look_at(page, site, where):
    page.goto(f"{site}{where}")
    assert_accessible(page)
    assert_no_sideways_scrolling(page)
    if folder := environ.get("SCREENSHOTS_IN"):
        name = where.strip("/").replace("/", "-")[:90]
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_what_a_coordinator_opens(live_server, page, run, group, rina):
    sign_in_at_once(page, live_server.url, rina)

    with programmes_offered():
        for where in coordinators_pages(run, group):
            look_at(page, live_server.url, where)


def test_what_a_facilitator_opens(live_server, page, run, group, sri):
    sign_in_at_once(page, live_server.url, sri.user)

    for where in (
        address("plan_visit", group.pk),
        address("calendar"),
        address("study_visits"),
        address("plan_outgoing", group.pk),
    ):
        look_at(page, live_server.url, where)


def test_what_everybody_opens_without_an_account(live_server, page, run):
    for where in (
        address("open_runs"),
        address("register_run", run.pk),
        address("study_ask"),
        address("study_receipt", StudyVisitFactory().receipt),
    ):
        look_at(page, live_server.url, where)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_grid_keeps_wrong_lines_and_adds_right_ones(live_server, new_page, run, rina, javascript):
    phone = new_page(java_script_enabled=javascript)
    sign_in_at_once(phone, live_server.url, rina)
    phone.goto(live_server.url + address("trainee_grid", run.pk))

    phone.locator("#id_line1-full_name").fill("Ruminah Contoh")
    phone.locator("#id_line2-full_name").fill("Siapa Saja")
    with phone.expect_response(lambda answer: answer.request.method == "POST"):
        phone.get_by_role("button", name="Tambah").click()

    assert phone.locator("#id_line1-full_name").input_value() == "Siapa Saja"
    assert phone.locator("#id_line1-full_name_error").is_visible()
    assert "Ruminah Contoh" in run.participants.values_list("person__full_name", flat=True)
    if javascript:
        assert_accessible(phone)
        assert_no_sideways_scrolling(phone)


def test_who_is_ticked_takes_part(live_server, page, run, rina):
    sign_in_at_once(page, live_server.url, rina)
    page.goto(live_server.url + address("run_needs", run.pk))

    follow(page, page.get_by_role("button", name="Tambahkan yang dicentang"))

    assert run.participants.filter(source="need").count() == 2
