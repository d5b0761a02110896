"""Findings, visits by stage, places of the incubator, limits of credit, consolidated training:
on a phone and on a wide screen."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.incubation.models import VisitTaper
from mentoring.incubation.services.consolidated_trainings import link_training
from tests.browser import assert_accessible, assert_no_sideways_scrolling, sign_in_at_once
from tests.factories.accounts import UserFactory
from tests.factories.formulas import (
    DiagnosisFactory,
    IncubatorPlaceFactory,
    LessonFindingFactory,
    TenancyFactory,
    agreed_formula,
)
from tests.factories.incubation import CycleEnrolmentFactory, CycleFactory, facilitator_of
from tests.factories.registry import CrafterGroupFactory, MandateFactory, place
from tests.factories.sessions import TrainingRunFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Kelompok Manik Kayu Ronce Melati Sejahtera Contoh"
WIDTHS = {"phone": {"width": 360, "height": 780}, "wide": {"width": 1280, "height": 900}}


@pytest.fixture
def rini():
    """Manages and coordinates: she reaches every one of these pages."""
    user = UserFactory(full_name="Rini Manajer Contoh", roles=["programme_manager", "coordinator"])
    for role in ("programme_manager", "coordinator"):
        MandateFactory(user=user, role=role, place=place("35.09"))
    return user


@pytest.fixture
def addresses(rini):
    """Page -> its address, each with something to show."""
    cycle = CycleFactory(name="Inkubator Jember Contoh")
    enrolment = CycleEnrolmentFactory(
        cycle=cycle, group=CrafterGroupFactory(name=LONG), state="consolidation"
    )
    facilitator_of(enrolment.group)
    item = agreed_formula(DiagnosisFactory(enrolment=enrolment)).items.get()
    finding = LessonFindingFactory(item=item)
    workshop = IncubatorPlaceFactory(name="Rumah Bubut Manik Kayu Contoh")
    tenancy = TenancyFactory(
        group=enrolment.group, incubator_place=workshop, starts_on=date(2025, 2, 1)
    )
    TenancyFactory(group=CycleEnrolmentFactory(cycle=cycle, state="delivery").group)
    VisitTaper.objects.create(enrolment=enrolment, begun_by=rini, begun_at="2026-01-05T05:00Z")
    link_training(cycle=cycle, run=TrainingRunFactory(), linked_by=rini)
    pages = {
        "findings": [],
        "finding": [finding.pk],
        "note_finding": [enrolment.pk],
        "visit_plans": [],
        "incubator": [],
        "incubator_place": [workshop.pk],
        "change_incubator_place": [workshop.pk],
        "open_incubator_place": [],
        "settle_group": [],
        "end_tenancy": [tenancy.pk],
        "credit_limits": [],
        "consolidated_training": [cycle.pk],
    }
    return {
        name: reverse(f"mentoring_incubation:{name}", args=args) for name, args in pages.items()
    }


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_whole_on_a_phone_and_on_a_wide_screen(
    live_server, new_page, addresses, rini, width, tmp_path
):
    page = new_page(viewport=WIDTHS[width])
    sign_in_at_once(page, live_server.url, rini)

    whole = []
    for name, address in addresses.items():
        answer = page.goto(f"{live_server.url}{address}")
        assert answer.status == 200, address
        page.screenshot(path=tmp_path / f"{name}-{width}.png", full_page=True)
        assert page.locator("h1").count() == 1, address
        assert_no_sideways_scrolling(page)
        assert_accessible(page)
        whole.append(name)

    assert whole == list(addresses)
