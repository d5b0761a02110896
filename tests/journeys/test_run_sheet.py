"""A training on a phone of 360 px: the sheet of all days by keyboard, and without scripts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.browser import (
    assert_accessible,
    assert_no_sideways_scrolling,
    follow,
    sign_in_at_once,
)
from tests.factories.accounts import UserFactory
from tests.factories.registry import MandateFactory
from tests.factories.sessions import RunParticipantFactory, RunSessionFactory, TrainingRunFactory

PAGES = ("run", "run_marks", "run_readiness", "run_minutes", "run_papers", "participants")


@pytest.fixture
def rina(transactional_db):
    return MandateFactory(user=UserFactory(roles=["coordinator"])).user


@pytest.fixture
def run(transactional_db):
    today = timezone.localdate()
    run = TrainingRunFactory(starts_on=today - timedelta(days=8), ends_on=today + timedelta(days=3))
    RunParticipantFactory.create_batch(3, run=run)
    RunParticipantFactory(run=run, seat="reserve")
    for n in range(7, 0, -1):
        RunSessionFactory(run=run, happened_on=today - timedelta(days=n), planned_minutes=360)
    return run


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_two_days_are_keyed_on_the_sheet(live_server, new_page, rina, run, javascript):
    phone = new_page(java_script_enabled=javascript)
    sign_in_at_once(phone, live_server.url, rina)
    phone.goto(live_server.url + reverse("mentoring_sessions:run_sheet", args=[run.pk]))
    cells = phone.locator("table[data-sheet] input")

    cells.nth(0).focus()
    phone.keyboard.type("H")
    phone.keyboard.press("ArrowRight" if javascript else "Tab")
    phone.keyboard.type("S")
    if javascript:
        assert_accessible(phone)
        assert_no_sideways_scrolling(phone)
    follow(phone, phone.get_by_role("button", name="Simpan lembar"))

    days = run.sessions.order_by("happened_on")
    assert [list(day.attendances.values_list("status", flat=True)) for day in days[:3]] == [
        ["hadir"],
        ["sakit"],
        [],
    ]


def test_every_page_of_a_training_fits_a_small_phone(live_server, new_page, rina, run):
    phone = new_page()
    sign_in_at_once(phone, live_server.url, rina)

    for name in PAGES:
        phone.goto(live_server.url + reverse(f"mentoring_sessions:{name}", args=[run.pk]))
        assert_accessible(phone)
        assert_no_sideways_scrolling(phone)
