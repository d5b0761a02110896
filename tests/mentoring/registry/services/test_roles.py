"""Another role in a group: one membership ends, another begins the same day."""

from datetime import date

import pytest

from mentoring.registry.errors import GroupIsDissolved, JuraganIsNoBeneficiary, NotAMemberNow
from mentoring.registry.models import GroupStatus, ProposalKind, Stratum
from mentoring.registry.services import accept_proposal, change_role, propose_change_of_member
from tests.factories.registry import CensusEntryFactory, MembershipFactory

pytestmark = pytest.mark.django_db

JOINED, CHANGED, LAST = date(2025, 1, 1), date(2026, 3, 1), date(2026, 12, 1)


@pytest.fixture
def chair(here):
    return MembershipFactory(group=here, role="chair", starts_on=JOINED, ends_on=LAST)


@pytest.fixture
def juragan(chair):
    """The chair became one after she joined."""
    CensusEntryFactory(person=chair.person, stratum=Stratum.JURAGAN, seen_on=date(2025, 6, 1))
    return chair


def roles_of(person):
    return list(
        person.memberships.order_by("starts_on").values_list("role", "starts_on", "ends_on")
    )


def test_rosters_of_the_past_keep_the_old_role(chair, dewi):
    changed = change_role(membership=chair, role="treasurer", starts_on=CHANGED, changed_by=dewi)

    assert roles_of(changed.person) == [("chair", JOINED, CHANGED), ("treasurer", CHANGED, LAST)]


def test_a_juragan_lays_an_office_down_and_takes_none(juragan, dewi):
    with pytest.raises(JuraganIsNoBeneficiary):
        change_role(membership=juragan, role="treasurer", starts_on=CHANGED, changed_by=dewi)

    change_role(membership=juragan, role="member", starts_on=CHANGED, changed_by=dewi)

    assert roles_of(juragan.person) == [("chair", JOINED, CHANGED), ("member", CHANGED, LAST)]


def test_a_proposal_that_a_juragan_steps_down_is_accepted(juragan, dewi, sri):
    proposal = propose_change_of_member(
        membership=juragan, kind=ProposalKind.ROLE, happens_on=CHANGED, proposed_by=sri.user
    )

    accepted = accept_proposal(proposal=proposal, decided_by=dewi)

    assert (accepted.membership.role, accepted.membership.starts_on) == ("member", CHANGED)


@pytest.mark.parametrize("day", [JOINED, date(2026, 12, 2)])
def test_only_a_member_gets_another_role(day, chair, dewi):
    with pytest.raises(NotAMemberNow):
        change_role(membership=chair, role="member", starts_on=day, changed_by=dewi)

    assert roles_of(chair.person) == [("chair", JOINED, LAST)]


def test_nothing_changes_in_a_group_that_has_ended(chair, dewi):
    chair.group.status = GroupStatus.DISSOLVED
    chair.group.save()

    with pytest.raises(GroupIsDissolved):
        change_role(membership=chair, role="member", starts_on=CHANGED, changed_by=dewi)
