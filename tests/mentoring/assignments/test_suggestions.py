from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from mentoring.assignments.models import Facilitator
from mentoring.assignments.suggestions import suggestions_for
from mentoring.registry.models import BusinessTie
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory, LeaveFactory
from tests.factories.registry import (
    CrafterGroupFactory,
    MembershipFactory,
    PersonFactory,
    SentraFactory,
    banyumulek,
    place,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)


def named(name, **more):
    return FacilitatorFactory(user__full_name=f"{name} Contoh", **more)


def order_for(group, day=DAY):
    with translation.override("en"):
        return suggestions_for(group, Facilitator.objects.all(), day)


def names(found):
    return [str(suggestion.facilitator).split()[0] for suggestion in found]


def test_each_reason_stands_in_the_order_it_weighs(here):
    member = MembershipFactory(group=here, person__languages=["mad", "id"]).person
    named("Fasih", languages=["mad"])
    named("Asing", languages=["sas"])
    named("Baru", languages=["mad"], training=None)
    named("Jauh", languages=["mad"], home_place=place("35.10.01.2001"))
    full = named("Penuh", languages=["mad"], load_cap=1)
    AssignmentFactory(facilitator=full)
    away = named("Cuti", languages=["mad"])
    LeaveFactory(facilitator=away, starts_on=DAY)
    lender = named("Juragan", languages=["mad"])
    BusinessTie.objects.create(
        from_person=member,
        to_user=lender.user,
        kind="lender",
        starts_on=date(2025, 1, 1),
        source="perajin sendiri",
        recorded_at=datetime(2025, 1, 1, tzinfo=UTC),
    )

    found = order_for(here)

    assert names(found) == ["Fasih", "Asing", "Baru", "Jauh", "Penuh", "Cuti", "Juragan"]
    assert [each.is_forbidden for each in found] == [False] * 6 + [True]


def test_every_line_is_a_sentence_of_its_own(here):
    MembershipFactory(group=here, person__languages=["mad"])
    here.sentra.latitude, here.sentra.longitude = Decimal("-8.27"), Decimal("113.53")
    named("Sri", languages=["mad", "jv"], latitude=Decimal("-8.30"), longitude=Decimal("113.53"))

    (only,) = order_for(here)

    assert [(line.tone, line.sentence) for line in only.lines] == [
        ("good", "No business ties to members are known."),
        ("good", "3 km, about 10 minutes away."),
        ("good", "Speaks Madurese with them."),
        ("good", "Would carry 1 of 8 points (12 %)."),
    ]


def test_kin_by_rows_of_the_registers_is_found_for_all_candidates_at_once(here):
    member = MembershipFactory(group=here).person
    kin = named("Kerabat")
    herself = PersonFactory(user=kin.user)
    BusinessTie.objects.create(
        from_person=herself,
        to_person=member,
        kind="relative",
        starts_on=date(2025, 1, 1),
        source="perajin sendiri",
        recorded_at=datetime(2025, 1, 1, tzinfo=UTC),
    )
    named("Lain")

    found = order_for(here)

    assert names(found) == ["Lain", "Kerabat"]
    assert [each.is_forbidden for each in found] == [False, True]


@pytest.mark.parametrize("candidates", [1, 30])
def test_thirty_candidates_ask_as_often_as_one(here, candidates, django_assert_num_queries):
    MembershipFactory(group=here, person__languages=["mad"])
    for _number in range(candidates):
        AssignmentFactory(facilitator=FacilitatorFactory(languages=["mad"]))

    with django_assert_num_queries(7):
        suggestions_for(here, Facilitator.objects.all(), DAY)


def test_a_switched_off_account_is_never_suggested(here):
    FacilitatorFactory(user__is_active=False)

    assert order_for(here) == []


def page(client, user, group):
    client.force_login(user)
    return client.get(reverse("mentoring_assignments:suggestions", args=[group.pk]))


def test_the_coordinator_is_led_to_a_filled_in_proposal(client, dewi, sri, here):
    shown = page(client, dewi, here)
    proposal = client.get(
        reverse("mentoring_assignment:add"), {"group": here.pk, "facilitator": sri.pk}
    )

    assert f"facilitator={sri.pk}" in shown.text
    assert markup_errors(shown.text) == []
    assert f'<option value="{sri.pk}" selected>' in proposal.text


def test_only_whoever_answers_for_the_place_sees_candidates(client, wayan, rini, eko, sri, here):
    AssignmentFactory(facilitator=sri, group=here)

    assert page(client, wayan, here).status_code == 404
    assert page(client, sri.user, here).status_code == 404
    assert page(client, eko, here).status_code == 404
    assert page(client, rini, here).status_code == 403


def test_she_never_stands_among_her_own_candidates(client, dewi, here):
    FacilitatorFactory(user=dewi)

    assert page(client, dewi, here).context["suggestions"] == []


def test_facilitators_of_other_places_are_not_shown(client, dewi, here):
    FacilitatorFactory(home_place=banyumulek())
    UserFactory()
    CrafterGroupFactory(sentra=SentraFactory(place=banyumulek()))

    assert page(client, dewi, here).context["suggestions"] == []
