"""Cycles and instruments in the admin."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.incubation.models import Cycle
from tests.factories.accounts import UserFactory
from tests.factories.incubation import (
    CycleEnrolmentFactory,
    CycleFactory,
    coordinator,
    default_version,
    evaluator,
    manager,
)
from tests.factories.registry import place

pytestmark = pytest.mark.django_db


def page(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(name, args=args))


@pytest.mark.parametrize("rows", [0, 1, 30])
def test_the_register_of_cycles_costs_the_same_whatever_its_length(
    client, django_assert_num_queries, rows
):
    client.force_login(manager())
    address = reverse("mentoring_cycle:index_results")  # without the menus of other plugins
    client.get(address)
    for _number in range(rows):
        CycleEnrolmentFactory()

    # Nothing is fetched of an empty list, hence "at most" for that one.
    with django_assert_num_queries(7, exact=rows > 0):
        answer = client.get(address)

    assert len(answer.context["object_list"]) == rows


def test_a_coordinator_finds_the_cycles_of_her_places_and_changes_none(client):
    here, far = CycleFactory(), CycleFactory(place=place("52.01"))
    reader = coordinator()

    listed = page(client, reader, "mentoring_cycle:index").context["object_list"]

    assert list(listed) == [here]
    assert page(client, reader, "mentoring_cycle:inspect", here.pk).status_code == 200
    assert page(client, reader, "mentoring_cycle:inspect", far.pk).status_code == 404
    assert page(client, reader, "mentoring_cycle:edit", here.pk).status_code == 302
    assert page(client, reader, "mentoring_cycle:add").status_code == 302


def test_an_evaluator_does_not_enter_the_admin(client):
    assert page(client, evaluator(), "mentoring_cycle:index").status_code in (302, 403)


def test_a_new_cycle_offers_the_latest_instrument(client):
    form = page(client, manager(), "mentoring_cycle:add").context["form"]

    assert form["instrument_version"].value() == default_version().pk


def test_a_manager_opens_a_cycle_with_its_stages_and_criteria(client):
    client.force_login(manager())
    wanted = {
        "name": "Siklus Jember 2026",
        "place": place("35.09").pk,
        "starts_on": "2026-01-05",
        "months": 24,
        "instrument_version": default_version().pk,
    }

    answer = client.post(reverse("mentoring_cycle:add"), wanted)

    cycle = Cycle.objects.get()
    assert answer.headers["Location"] == reverse("mentoring_cycle:inspect", args=[cycle.pk])
    assert (cycle.stages.count(), cycle.criteria.count()) == (12, 15)


def test_the_page_of_a_cycle_shows_stages_gates_and_how_many_take_part(client):
    enrolment = CycleEnrolmentFactory()

    html = page(
        client, coordinator(), "mentoring_cycle:inspect", enrolment.cycle_id
    ).content.decode()

    assert "1 kelompok ikut." in html
    assert "G3 Kelulusan" in html and "Pelatihan mantap" in html


def test_a_cycle_is_closed_but_its_terms_do_not_change(client):
    cycle = CycleFactory()
    client.force_login(manager())

    client.post(
        reverse("mentoring_cycle:edit", args=[cycle.pk]),
        {"name": cycle.name, "months": 24, "closed_on": "2027-01-05", "starts_on": "2020-01-01"},
    )

    cycle.refresh_from_db()
    assert (cycle.closed_on, cycle.starts_on) == (date(2027, 1, 5), date(2025, 1, 6))


def test_everybody_with_the_role_reads_the_instrument_and_nobody_writes_it(client):
    reader = coordinator()

    html = page(
        client, reader, "mentoring_instrument:inspect", default_version().pk
    ).content.decode()

    assert "Berapa banyak anggota yang biasanya hadir?" in html and "Madya" in html
    admin = UserFactory(is_superuser=True)
    assert page(client, admin, "mentoring_instrument:index").status_code == 200
    assert client.get("/admin/mentoring_instrument/new/").status_code == 404
