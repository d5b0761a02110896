"""How many of each stratum a facilitator accompanies, and who is told."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.assignments.portfolio import portfolios_on
from mentoring.registry.models import CrafterGroup, GroupStatus, Stratum
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import (
    CensusEntryFactory,
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    SentraFactory,
    banyumulek,
    place,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

JAN = date(2026, 1, 1)


def members(group, stratum, how_many):
    people = [MembershipFactory(group=group, starts_on=JAN).person for _ in range(how_many)]
    for person in people:
        if stratum:
            CensusEntryFactory(sentra=group.sentra, person=person, stratum=stratum, seen_on=JAN)
    return people


def counted(facilitator, day, groups=None):
    groups = CrafterGroup.objects.all() if groups is None else groups
    return dict(portfolios_on([facilitator], day, groups)[facilitator.pk].counts)


@pytest.fixture
def led(sri, here):
    AssignmentFactory(facilitator=sri, group=here, starts_on=JAN)
    members(here, Stratum.LAGGING, 2)
    members(here, Stratum.ESTABLISHED, 1)
    members(here, "", 1)
    return here


def test_each_member_counts_once_by_her_stratum(sri, led, today):
    both = CrafterGroupFactory(sentra=led.sentra)
    AssignmentFactory(facilitator=sri, group=both, starts_on=JAN)
    MembershipFactory(
        group=both, person=led.memberships.order_by("pk").first().person, starts_on=JAN
    )

    assert counted(sri, today) == {"tertinggal": 2, "mapan": 1, "": 1}


def test_another_day_ended_groups_and_those_of_others_count_nobody(sri, led, today):
    ended = CrafterGroupFactory(status=GroupStatus.DISSOLVED)
    AssignmentFactory(facilitator=sri, group=ended, starts_on=JAN)
    members(ended, Stratum.LAGGING, 1)
    members(CrafterGroupFactory(), Stratum.LAGGING, 1)

    assert counted(sri, date(2025, 12, 31)) == {}
    assert counted(sri, today) == {"tertinggal": 2, "mapan": 1, "": 1}
    assert counted(sri, today, CrafterGroup.objects.exclude(pk=led.pk)) == {}


@pytest.mark.parametrize("rows", [1, 20])
def test_any_number_of_facilitators_asks_the_same(rows, today, django_assert_num_queries):
    everybody = []
    for _number in range(rows):
        assignment = AssignmentFactory(group=CrafterGroupFactory(), starts_on=JAN)
        MembershipFactory(group=assignment.group, person=PersonFactory(), starts_on=JAN)
        everybody.append(assignment.facilitator)

    with django_assert_num_queries(4):
        found = portfolios_on(everybody, today, CrafterGroup.objects.all())

    assert [one.total for one in found.values()] == [1] * rows


class TestOnThePage:
    def shown(self, client, user, sri):
        client.force_login(user)
        return client.get(reverse("mentoring_assignments:facilitator", args=[sri.pk]))

    def test_her_coordinator_and_the_manager_see_it(self, client, dewi, rini, sri, led):
        for user in (dewi, rini):
            page = self.shown(client, user, sri)

            assert dict(page.context["portfolio"].counts) == {"tertinggal": 2, "mapan": 1, "": 1}
            assert "Siapa yang ia dampingi" in page.text
            assert markup_errors(page.text) == []

    def test_a_coordinator_counts_only_groups_of_her_places(self, client, sri, led, dewi):
        far = CrafterGroupFactory(sentra=SentraFactory(place=banyumulek()))
        AssignmentFactory(facilitator=sri, group=far, starts_on=JAN)
        members(far, Stratum.GROWING, 1)

        assert self.shown(client, dewi, sri).context["portfolio"].total == 4

    def test_she_herself_and_her_peers_do_not(self, client, sri, led):
        assert self.shown(client, sri.user, sri).context["portfolio"] is None
        assert "Siapa yang ia dampingi" not in self.shown(client, sri.user, sri).text
        peer = FacilitatorFactory(user=UserFactory(roles=["facilitator"]))
        assert self.shown(client, peer.user, sri).status_code == 404

    def test_a_coordinator_who_is_a_facilitator_does_not_see_her_own(self, client, sri, led):
        sri.user.groups.set(UserFactory(roles=["coordinator"]).groups.all())
        MandateFactory(user=sri.user, role="coordinator", place=place("35.09"))

        assert self.shown(client, sri.user, sri).context["portfolio"] is None
