from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import translation

from mentoring.assignments import services
from mentoring.assignments.concerns import concerns_about
from mentoring.assignments.errors import AskYourCoordinator, ConflictOfInterest, ReasonNeeded
from mentoring.assignments.models import Assignment, AssignmentOverride
from mentoring.registry.models import BusinessTie, TieKind
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory, LeaveFactory
from tests.factories.registry import (
    CrafterGroupFactory,
    MembershipFactory,
    PersonFactory,
    SentraFactory,
    banyumulek,
    place,
)

pytestmark = pytest.mark.django_db

JAN, FEB, MAR = (date(2026, month, 1) for month in (1, 2, 3))


def tie(person, user, kind, **more):
    return BusinessTie.objects.create(
        from_person=person,
        to_user=user,
        kind=kind,
        starts_on=date(2025, 1, 1),
        source="perajin sendiri",
        recorded_at=datetime(2025, 1, 1, tzinfo=UTC),
        **more,
    )


def propose(facilitator, group, by, **more):
    return services.propose_assignment(
        facilitator=facilitator, group=group, starts_on=FEB, proposed_by=by, **more
    )


def codes(facilitator, group, kind="lead", day=FEB, **more):
    found = concerns_about(facilitator=facilitator, group=group, kind=kind, day=day, **more)
    return [concern.code for concern in found]


def test_nothing_speaks_against_a_trained_neighbour_with_time(sri, here):
    assert codes(sri, here) == []


@pytest.mark.parametrize("kind", ["buyer", "lender", "relative"])
def test_who_buys_lends_or_is_kin_never_accompanies_a_group(dewi, sri, here, kind):
    member = MembershipFactory(group=here).person
    tie(member, sri.user, kind)

    with pytest.raises(ConflictOfInterest):
        propose(sri, here, dewi, override_reason="Tidak ada orang lain.")

    assert Assignment.objects.count() == 0


def test_kin_known_by_their_rows_in_the_registers_counts_both_ways(dewi, sri, here):
    member = MembershipFactory(group=here).person
    herself = PersonFactory(user=sri.user)
    BusinessTie.objects.create(
        from_person=herself,
        to_person=member,
        kind="relative",
        starts_on=date(2025, 1, 1),
        source="perajin sendiri",
        recorded_at=datetime(2025, 1, 1, tzinfo=UTC),
    )

    with pytest.raises(ConflictOfInterest):
        propose(sri, here, dewi)


def test_a_landlord_needs_a_reason_that_is_kept(dewi, sri, here):
    tie(MembershipFactory(group=here).person, sri.user, "landlord")

    with pytest.raises(ReasonNeeded):
        propose(sri, here, dewi)
    propose(sri, here, dewi, override_reason="Sewa sudah lunas.")

    override = AssignmentOverride.objects.get()
    assert (override.concern, override.reason, override.decided_by) == (
        "conflict_of_interest",
        "Sewa sudah lunas.",
        dewi,
    )


def test_a_tie_of_the_past_or_with_somebody_who_left_is_none(sri, here):
    tie(MembershipFactory(group=here).person, sri.user, "lender", ends_on=JAN)
    tie(MembershipFactory(group=here, ends_on=JAN).person, sri.user, "buyer")
    tie(MembershipFactory().person, sri.user, "relative")

    assert codes(sri, here) == []


def test_a_tie_that_arose_since_the_proposal_stops_the_yes(dewi, sri, here):
    proposal = propose(sri, here, dewi)
    tie(MembershipFactory(group=here).person, sri.user, "lender")

    with pytest.raises(AskYourCoordinator):
        services.accept_assignment(assignment=proposal, accepted_by=sri.user)

    proposal.refresh_from_db()
    assert proposal.state == "proposed"


def test_the_refusal_names_the_kind_of_a_tie_and_nobody(dewi, sri, here):
    member = MembershipFactory(group=here, person__full_name="Ruminah Rahasia").person
    tie(member, sri.user, "lender")

    with pytest.raises(ConflictOfInterest) as refusal, translation.override("en"):
        propose(sri, here, dewi)

    assert "Ruminah" not in str(refusal.value)
    assert "has lent to her" in str(refusal.value)


def test_pressing_accept_tells_her_nothing_of_what_a_member_told(client, dewi, sri, here):
    proposal = propose(sri, here, dewi)
    tie(MembershipFactory(group=here).person, sri.user, "lender")
    client.force_login(sri.user)

    answer = client.post(reverse("mentoring_assignments:accept", args=[proposal.pk]), follow=True)

    said = [str(message) for message in answer.context["messages"]]
    assert said == [str(AskYourCoordinator.message)]
    assert not any(str(kind.label) in answer.text for kind in TieKind)


def test_the_coordinator_sees_of_which_kind_the_tie_is(client, dewi, sri, here):
    proposal = propose(sri, here, dewi)
    tie(MembershipFactory(group=here).person, sri.user, "lender")
    client.force_login(dewi)

    page = client.get(reverse("mentoring_assignment:inspect", args=[proposal.pk]))

    assert str(TieKind.LENDER.label) in page.text


def test_over_the_cap_and_far_from_home_need_one_reason_for_both(dewi, here):
    far = FacilitatorFactory(home_place=banyumulek(), load_cap=1)
    AssignmentFactory(facilitator=far, group=CrafterGroupFactory(tier="weak"))

    with pytest.raises(ReasonNeeded) as refusal:
        propose(far, here, dewi, override_reason=" ")
    propose(far, here, dewi, override_reason="Hanya dia yang bisa mengajar gerabah.")

    assert str(refusal.value).count(str(far)) == 2
    assert set(AssignmentOverride.objects.values_list("concern", flat=True)) == {
        "outside_locality",
        "over_cap",
    }


@pytest.mark.parametrize(
    ("carried", "expected"), [(5, []), (6, ["near_cap"]), (7, ["near_cap"]), (8, ["over_cap"])]
)
def test_the_group_to_be_added_is_counted_with_the_others(sri, here, carried, expected):
    for _number in range(carried):
        AssignmentFactory(facilitator=sri)

    assert codes(sri, here) == expected


def test_a_stated_way_wins_over_the_estimated_one(sri):
    regency = CrafterGroupFactory(sentra=SentraFactory(place=place("35.09.11.2001")))
    sri.load_cap = 1
    sri.save()

    assert codes(sri, regency) == ["over_cap"]
    assert codes(sri, regency, travel_minutes=20) == ["near_cap"]


def test_a_cover_is_asked_for_while_the_lead_is_away(sri, here):
    lead = AssignmentFactory(group=here)
    without_leave = codes(sri, here, kind="cover")
    LeaveFactory(facilitator=lead.facilitator, starts_on=JAN, ends_on=MAR)

    assert without_leave == ["lead_is_there"]
    assert codes(sri, here, kind="cover") == []


def test_untrained_and_on_leave_is_only_told(dewi, here):
    budi = FacilitatorFactory(training=None)
    LeaveFactory(facilitator=budi, starts_on=JAN, ends_on=MAR)

    assert codes(budi, here) == ["untrained", "on_leave"]
    assert propose(budi, here, dewi).state == "proposed"
