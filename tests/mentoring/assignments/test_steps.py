"""The steps of an assignment, and what is written down about a facilitator, in the admin."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from mentoring.assignments.models import Assignment, Leave, TrainingFact, TrainingWaiver
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import MandateFactory, place
from tests.factories.sessions import FollowUpFactory

pytestmark = pytest.mark.django_db

JAN = date(2026, 1, 1)


@pytest.fixture
def lead(sri, here):
    return AssignmentFactory(facilitator=sri, group=here, starts_on=JAN)


@pytest.fixture
def tono():
    return MandateFactory(
        place=place("35"), role="programme_manager", user__roles=["programme_manager"]
    ).user


def step(client, user, name, row, register="assignment", **sent):
    client.force_login(user)
    return client.post(reverse(f"mentoring_{register}:{name}", args=[row.pk]), sent)


def test_a_coordinator_lets_an_assignment_rest_and_go_on(client, dewi, lead):
    step(client, dewi, "suspend", lead, reason="Keluhan diperiksa.")
    resting = Assignment.objects.get().state
    step(client, dewi, "resume", lead)

    assert (resting, Assignment.objects.get().state) == ("suspended", "active")


def test_a_coordinator_hands_over_and_sees_what_is_open(client, dewi, here, lead, today):
    FollowUpFactory(group=here, text="Bawa contoh gelang")
    client.force_login(dewi)
    shown = client.get(reverse("mentoring_assignment:hand_over", args=[lead.pk]))
    step(client, dewi, "hand_over", lead, last_day=today.isoformat())
    refused = step(client, dewi, "finish", lead, note="")
    step(client, dewi, "finish", lead, note="Bu Rina menjaga janji.")

    assert b"Bawa contoh gelang" in shown.content
    assert b"1 hal yang belum selesai" in refused.content
    assert Assignment.objects.get().state == "ended"


@pytest.mark.parametrize("name", ["suspend", "resume", "hand_over", "finish", "end", "withdraw"])
def test_steps_of_other_places_are_not_found_and_onlookers_may_not(client, wayan, rini, lead, name):
    assert step(client, wayan, name, lead).status_code == 404
    # The office sends whoever may not do it to its own home.
    assert step(client, rini, name, lead).url == reverse("wagtailadmin_home")
    assert Assignment.objects.get().state == "active"


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("suspend", {}),
        ("hand_over", {}),
        ("hand_over", {"last_day": "31/02/2026"}),
        ("hand_over", {"last_day": "2025-12-01"}),
    ],
)
def test_what_is_missing_or_wrong_comes_back_on_the_form(client, dewi, lead, name, sent):
    assert step(client, dewi, name, lead, **sent).status_code == 200
    assert Assignment.objects.get().state == "active"


def test_training_waiver_and_leave_are_written_down_by_whoever_may(client, dewi, tono, sri, today):
    step(client, dewi, "training", sri, "facilitator", title="Pelatihan", completed_on="2026-01-05")
    step(client, dewi, "leave", sri, "facilitator", starts_on=today.isoformat(), kind="illness")
    waiver = {
        "reason": "Pelatihan bulan depan.",
        "starts_on": today.isoformat(),
        "last_day": (today + timedelta(days=30)).isoformat(),
    }
    by_coordinator = step(client, dewi, "waiver", sri, "facilitator", **waiver).url
    step(client, tono, "waiver", sri, "facilitator", **waiver)

    assert TrainingFact.objects.filter(recorded_by=dewi).get().completed_on == date(2026, 1, 5)
    assert Leave.objects.get().ends_on is None
    assert by_coordinator == reverse("wagtailadmin_home")
    assert TrainingWaiver.objects.get().last_day == today + timedelta(days=30)


@pytest.mark.parametrize("name", ["training", "leave"])
def test_a_facilitator_of_another_island_is_not_found(client, wayan, sri, name):
    assert step(client, wayan, name, sri, "facilitator").status_code == 404


def test_a_proposal_against_a_concern_comes_back_with_it_and_asks_why(client, dewi, sri, here):
    sri.load_cap = 1
    sri.save()
    AssignmentFactory(facilitator=sri)
    client.force_login(dewi)
    sent = {
        "group": here.pk,
        "facilitator": sri.pk,
        "kind": "lead",
        "starts_on": "2026-03-01",
    }

    refused = client.post(reverse("mentoring_assignment:add"), sent)
    taken = client.post(
        reverse("mentoring_assignment:add"), {**sent, "override_reason": "Hanya sebulan."}
    )

    assert b"batasnya 1" in refused.content
    assert taken.status_code == 302
    assert Assignment.objects.get(group=here).overrides.get().reason == "Hanya sebulan."
