"""Pages about messages on a phone: readable, nothing sideways, one tap each."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from mentoring.registry.models import MembershipRole
from mentoring.reminders.models import Channel, ContactPreference, Reminder
from mentoring.reminders.stopping import stop_token
from tests.browser import assert_accessible, assert_no_sideways_scrolling, sign_in_at_once
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import (
    ConsentFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    place,
)
from tests.factories.reminders import ReminderFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
LONG = "Baiq Rahmawati Siti Nurhaliza Contoh"


def address(name, *args):
    return reverse(f"mentoring_reminders:{name}", args=args)


@pytest.fixture
def task():
    """A facilitator who has to tell the chair of her group something."""
    sri = UserFactory(full_name="Sri Pendamping Contoh", roles=["facilitator"])
    assignment = AssignmentFactory(facilitator=FacilitatorFactory(user=sri))
    chair = PersonFactory(full_name=LONG)
    ConsentFactory(person=chair)
    MembershipFactory(person=chair, group=assignment.group, role=MembershipRole.CHAIR)
    return ReminderFactory(
        channel=Channel.TASK,
        user=sri,
        person=chair,
        group=assignment.group,
        subject="Kunjungan ke Ronce Melati: Selasa, 3 Maret 2026",
        body=f"{LONG}, pendamping datang ke Ronce Melati pada Selasa, 3 Maret 2026 09.00.",
        error="shared_phone",
    )


def assert_good(page, live_server, path):
    page.goto(f"{live_server.url}{path}")
    assert_no_sideways_scrolling(page)
    assert_accessible(page)


def test_every_page_can_be_used_on_a_phone(live_server, page, task):
    rini = UserFactory(full_name="Rini Manajer Contoh", roles=["programme_manager"])
    MandateFactory(user=rini, role="programme_manager", place=place("35.09"))
    ReminderFactory(
        user=None,
        person=task.person,
        group=task.group,
        channel=Channel.SMS,
        state="failed",
        settled_at=NOW,
        error="number_refused",
    )
    sign_in_at_once(page, live_server.url, rini)

    for path in (
        address("sent"),
        address("sent") + "?q=tidak-ada",
        address("my_wish"),
        address("texts"),
        address("text", "visit_comes", "id"),
        address("text", "weekly_digest", "en"),
    ):
        assert_good(page, live_server, path)


def test_a_facilitator_tells_in_person_with_one_tap(live_server, page, task):
    sign_in_at_once(page, live_server.url, task.user)
    assert_good(page, live_server, address("wish_of", task.person.pk))
    assert_good(page, live_server, address("group", task.group.pk))
    assert_good(page, live_server, address("tasks"))

    page.get_by_role("button", name=f"{LONG} sudah diberi tahu").click()

    page.get_by_text(f"Dicatat: {LONG} sudah diberi tahu.").wait_for()
    assert Reminder.objects.get().state == "done"


def test_messages_are_stopped_by_a_link_without_signing_in(live_server, page, task):
    assert_good(page, live_server, address("stop", stop_token(task)))

    page.get_by_role("button", name="Jangan kirim pesan lagi").click()

    page.get_by_text("Pesan tidak dikirim lagi.").wait_for()
    assert_accessible(page)
    assert ContactPreference.objects.get().stopped_at is not None
