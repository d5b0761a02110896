from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from mentoring.assignments import services, signals
from mentoring.assignments.errors import (
    AlreadyAssigned,
    AlreadyFacilitator,
    AlreadyProposed,
    FacilitatorInactive,
    LeadOverlaps,
    NoMandateForGroup,
    NotPossibleInState,
    NotYourProposal,
    OpenLeadOverlaps,
    OpenlyAssigned,
    ProposedToOneself,
)
from mentoring.assignments.models import TRANSITIONS, Assignment, AssignmentState, Facilitator
from mentoring.registry.errors import EndsBeforeItStarts
from mentoring.registry.models import CrafterGroup
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory, LeaveFactory
from tests.factories.registry import CrafterGroupFactory, MandateFactory, banyumulek, place, tutul

pytestmark = pytest.mark.django_db

JAN, FEB, MAR, APR = (date(2026, month, 1) for month in (1, 2, 3, 4))


@pytest.fixture
def dewi():
    """The coordinator of the regency."""
    return MandateFactory(place=place("35.09"), user__full_name="Dewi Koordinator Contoh").user


@pytest.fixture
def sri():
    return FacilitatorFactory(user__full_name="Sri Pendamping Contoh")


@pytest.fixture
def group():
    return CrafterGroupFactory()


def propose(facilitator, group, by, starts_on=JAN, **more):
    return services.propose_assignment(
        facilitator=facilitator, group=group, starts_on=starts_on, proposed_by=by, **more
    )


def accepted(facilitator, group, by, starts_on=JAN, **more):
    assignment = propose(facilitator, group, by, starts_on, **more)
    return services.accept_assignment(assignment=assignment, accepted_by=facilitator.user)


def test_an_accepted_proposal_makes_the_facilitator_responsible_from_its_first_day(
    dewi, sri, group
):
    moment = datetime(2025, 12, 20, 3, tzinfo=UTC)
    assignment = propose(sri, group, dewi)
    services.accept_assignment(assignment=assignment, accepted_by=sri.user, at=moment)

    assignment.refresh_from_db()
    assert (assignment.state, assignment.answered_at) == ("active", moment)
    assert list(CrafterGroup.objects.visible_to(sri.user, date(2025, 12, 31))) == []
    assert list(CrafterGroup.objects.visible_to(sri.user, JAN)) == [group]


def test_a_proposal_needs_a_mandate_for_the_place_of_the_group(sri, group):
    elsewhere = MandateFactory(place=banyumulek()).user

    with pytest.raises(NoMandateForGroup):
        propose(sri, group, elsewhere)

    assert Assignment.objects.count() == 0


def test_an_evaluators_mandate_gives_sight_but_no_right_to_propose(sri, group):
    evaluator = MandateFactory(place=tutul(), role="evaluator").user

    with pytest.raises(NoMandateForGroup):
        propose(sri, group, evaluator)


def test_an_administrator_without_a_mandate_proposes_nobody(sri, group):
    with pytest.raises(NoMandateForGroup):
        propose(sri, group, UserFactory(is_superuser=True))


def test_nobody_assigns_herself(dewi, group):
    both = FacilitatorFactory(user=dewi)

    with pytest.raises(ProposedToOneself):
        propose(both, group, dewi)


def test_a_deactivated_facilitator_is_not_proposed(dewi, group):
    gone = FacilitatorFactory(user__is_active=False)

    with pytest.raises(FacilitatorInactive):
        propose(gone, group, dewi)


def test_an_end_before_the_start_is_refused_with_both_days(dewi, sri, group):
    with pytest.raises(EndsBeforeItStarts) as refusal:
        propose(sri, group, dewi, starts_on=FEB, ends_on=JAN)

    assert refusal.value.facts == {"starts_on": FEB, "last_day": date(2025, 12, 31)}


def test_the_same_question_is_not_asked_twice_at_once(dewi, sri, group):
    propose(sri, group, dewi)

    with pytest.raises(AlreadyProposed):
        propose(sri, group, dewi, starts_on=MAR)


def test_only_the_facilitator_herself_answers(dewi, sri, group):
    assignment = propose(sri, group, dewi)

    for somebody in (dewi, FacilitatorFactory().user, UserFactory(is_superuser=True)):
        with pytest.raises(NotYourProposal):
            services.accept_assignment(assignment=assignment, accepted_by=somebody)
        with pytest.raises(NotYourProposal):
            services.decline_assignment(assignment=assignment, declined_by=somebody)

    assignment.refresh_from_db()
    assert assignment.state == "proposed"


def test_a_declined_proposal_keeps_its_reason_and_shows_nothing(dewi, sri, group):
    assignment = propose(sri, group, dewi)
    services.decline_assignment(assignment=assignment, declined_by=sri.user, reason="terlalu jauh")

    assignment.refresh_from_db()
    assert (assignment.state, assignment.reason) == ("declined", "terlalu jauh")
    assert list(CrafterGroup.objects.visible_to(sri.user, FEB)) == []


def test_after_no_the_same_facilitator_may_be_asked_again(dewi, sri, group):
    services.decline_assignment(assignment=propose(sri, group, dewi), declined_by=sri.user)

    assert propose(sri, group, dewi).state == "proposed"


def test_a_withdrawn_proposal_cannot_be_accepted(dewi, sri, group):
    assignment = propose(sri, group, dewi)
    services.withdraw_assignment(
        assignment=Assignment.objects.get(pk=assignment.pk), withdrawn_by=dewi
    )

    with pytest.raises(NotPossibleInState):
        services.accept_assignment(assignment=assignment, accepted_by=sri.user)

    assert assignment.state == "proposed"  # the refused object stays as it was


def test_a_group_has_one_lead_at_a_time(dewi, sri, group):
    accepted(sri, group, dewi)

    with pytest.raises(OpenLeadOverlaps) as refusal:
        propose(FacilitatorFactory(), group, dewi, starts_on=MAR)

    assert refusal.value.facts["facilitator"] == sri


def test_an_overlap_with_a_lead_that_has_an_end_names_its_days(dewi, sri, group):
    accepted(sri, group, dewi, ends_on=MAR)

    with pytest.raises(LeadOverlaps) as refusal:
        propose(FacilitatorFactory(), group, dewi, starts_on=FEB)

    assert refusal.value.facts["last_day"] == date(2026, 2, 28)


def test_of_two_waiting_leads_the_first_to_accept_gets_the_group(dewi, sri, group):
    baiq = FacilitatorFactory()
    first, second = propose(sri, group, dewi), propose(baiq, group, dewi)
    services.accept_assignment(assignment=second, accepted_by=baiq.user)

    with pytest.raises(OpenLeadOverlaps):
        services.accept_assignment(assignment=first, accepted_by=sri.user)


def test_a_cover_may_stand_beside_the_lead(dewi, sri, group):
    accepted(sri, group, dewi)
    LeaveFactory(facilitator=sri, starts_on=FEB, ends_on=MAR)
    cover = accepted(FacilitatorFactory(), group, dewi, kind="cover", starts_on=FEB, ends_on=MAR)

    assert cover.state == "active"


def test_the_same_pair_is_not_assigned_twice_on_one_day_in_any_kind(dewi, sri, group):
    accepted(sri, group, dewi)

    with pytest.raises(OpenlyAssigned):
        propose(sri, group, dewi, kind="cover", starts_on=FEB)


def test_handing_over_leaves_no_day_without_a_lead_and_none_with_two(dewi, sri, group):
    baiq = FacilitatorFactory()
    services.end_assignment(
        assignment=accepted(sri, group, dewi), ends_on=MAR, ended_by=dewi, reason="pindah wilayah"
    )
    accepted(baiq, group, dewi, starts_on=MAR)

    responsible = [
        [a.facilitator for a in Assignment.objects.responsible_on(day)]
        for day in (date(2026, 2, 28), MAR)
    ]
    assert responsible == [[sri], [baiq]]


def test_a_former_pair_may_be_assigned_again_after_a_gap(dewi, sri, group):
    services.end_assignment(assignment=accepted(sri, group, dewi), ends_on=FEB, ended_by=dewi)

    again = accepted(sri, group, dewi, starts_on=MAR)

    assert again.state == "active"
    assert Assignment.objects.responsible_on(date(2026, 2, 15)).count() == 0


def test_a_former_pair_cannot_be_assigned_into_its_own_past(dewi, sri, group):
    services.end_assignment(assignment=accepted(sri, group, dewi), ends_on=MAR, ended_by=dewi)

    with pytest.raises(AlreadyAssigned):
        propose(sri, group, dewi, starts_on=FEB)


def test_an_end_before_the_first_day_is_refused(dewi, sri, group):
    assignment = accepted(sri, group, dewi, starts_on=FEB)

    with pytest.raises(EndsBeforeItStarts):
        services.end_assignment(assignment=assignment, ends_on=FEB, ended_by=dewi)

    assignment.refresh_from_db()
    assert assignment.state == "active"


def test_a_planned_end_is_not_moved_into_the_next_lead(dewi, sri, group):
    first = accepted(sri, group, dewi, ends_on=FEB)
    accepted(FacilitatorFactory(), group, dewi, starts_on=FEB)

    with pytest.raises(LeadOverlaps):
        services.end_assignment(assignment=first, ends_on=APR, ended_by=dewi)


def test_the_facilitator_herself_cannot_end_her_assignment(dewi, sri, group):
    with pytest.raises(NoMandateForGroup):
        services.end_assignment(
            assignment=accepted(sri, group, dewi), ends_on=MAR, ended_by=sri.user
        )


@pytest.mark.parametrize("state", [state for state, after in TRANSITIONS.items() if not after])
def test_nothing_follows_a_final_state(dewi, state):
    assignment = AssignmentFactory(state=state, ends_on=FEB)

    with pytest.raises(NotPossibleInState):
        services.end_assignment(assignment=assignment, ends_on=MAR, ended_by=dewi)


def test_every_state_has_its_transitions():
    assert set(TRANSITIONS) == set(AssignmentState)


def test_a_user_is_registered_as_facilitator_once(dewi):
    user = UserFactory()
    services.register_facilitator(user=user, home_place=tutul(), registered_by=dewi)

    with pytest.raises(AlreadyFacilitator):
        services.register_facilitator(user=user, home_place=tutul(), registered_by=dewi)

    assert Facilitator.objects.count() == 1


def test_a_deactivated_account_is_not_registered(dewi):
    with pytest.raises(FacilitatorInactive):
        services.register_facilitator(
            user=UserFactory(is_active=False), home_place=tutul(), registered_by=dewi
        )


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2025, 12, 1), "from"), (JAN, "until"), (date(2026, 2, 1), "ended")],
)
def test_the_state_is_said_by_the_dates(day, words):
    assignment = AssignmentFactory(starts_on=JAN, ends_on=FEB)

    with translation.override("en"):
        assert assignment.state_on(day).startswith(words)


def test_each_step_is_announced_after_commit(dewi, sri, group, django_capture_on_commit_callbacks):
    heard = []
    named = [
        "assignment_proposed",
        "assignment_accepted",
        "assignment_ended",
        "assignment_declined",
        "assignment_withdrawn",
    ]
    receivers = {
        name: (lambda name=name, **told: heard.append((name, told["by"]))) for name in named
    }
    for name, receiver in receivers.items():
        getattr(signals, name).connect(receiver)

    with django_capture_on_commit_callbacks(execute=True):
        services.end_assignment(assignment=accepted(sri, group, dewi), ends_on=FEB, ended_by=dewi)
        services.decline_assignment(
            assignment=propose(sri, group, dewi, starts_on=FEB), declined_by=sri.user
        )
        services.withdraw_assignment(
            assignment=propose(sri, group, dewi, starts_on=FEB), withdrawn_by=dewi
        )

    assert heard == [
        ("assignment_proposed", dewi),
        ("assignment_accepted", sri.user),
        ("assignment_ended", dewi),
        ("assignment_proposed", dewi),
        ("assignment_declined", sri.user),
        ("assignment_proposed", dewi),
        ("assignment_withdrawn", dewi),
    ]
