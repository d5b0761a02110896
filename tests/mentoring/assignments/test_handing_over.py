from datetime import UTC, date, datetime

import pytest

from mentoring.assignments import services
from mentoring.assignments.errors import (
    AlreadyBegun,
    HandOverFirst,
    LeadOverlaps,
    NoMandateForGroup,
    NotPossibleInState,
    OpenWorkLeft,
    SuspensionInThePast,
)
from mentoring.assignments.models import (
    TRANSITIONS,
    Assignment,
    AssignmentState,
    Question,
    groups_without_lead,
)
from mentoring.assignments.open_work import open_work_of
from mentoring.assignments.workload import loads_on
from mentoring.registry.errors import GroupIsDissolved
from mentoring.registry.models import CrafterGroup
from mentoring.registry.services import dissolve_group, merge_groups
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import CrafterGroupFactory
from tests.factories.sessions import FollowUpFactory

pytestmark = pytest.mark.django_db

JAN, FEB, MAR, APR = (date(2026, month, 1) for month in (1, 2, 3, 4))


@pytest.fixture
def lead(sri, here):
    return AssignmentFactory(facilitator=sri, group=here, starts_on=JAN)


def responsible(group, day):
    rows = Assignment.objects.responsible_on(day).filter(group=group)
    return [row.facilitator for row in rows]


def suspend(assignment, by, today=FEB, **more):
    return services.suspend_assignment(
        assignment=assignment, reason="Keluhan diperiksa.", suspended_by=by, today=today, **more
    )


def hand_over(assignment, by, ends_on=MAR, today=FEB, **more):
    return services.hand_over(
        assignment=assignment, ends_on=ends_on, handed_over_by=by, today=today, **more
    )


def test_who_is_suspended_is_responsible_before_and_after_but_not_between(dewi, sri, here, lead):
    suspend(lead, dewi)
    while_suspended = list(CrafterGroup.objects.visible_to(sri.user, FEB))
    services.resume_assignment(assignment=lead, resumed_by=dewi, today=MAR)

    days = (date(2026, 1, 31), FEB, date(2026, 2, 28), MAR)
    assert [responsible(here, day) for day in days] == [[sri], [], [], [sri]]
    assert while_suspended == []
    assert list(CrafterGroup.objects.visible_to(sri.user, MAR)) == [here]
    assert list(CrafterGroup.objects.visible_to(sri.user, FEB)) == []


def test_a_group_whose_lead_is_suspended_has_no_facilitator(dewi, here, lead):
    suspend(lead, dewi)

    assert list(groups_without_lead(CrafterGroup.objects.all(), FEB)) == [here]


def test_suspended_and_resumed_on_one_day_rests_for_that_day(dewi, sri, here, lead):
    suspend(lead, dewi)
    services.resume_assignment(assignment=lead, resumed_by=dewi, today=FEB)

    assert responsible(here, FEB) == []
    assert responsible(here, date(2026, 2, 2)) == [sri]


def test_days_that_were_accompanied_are_never_suspended(dewi, sri, here, lead):
    with pytest.raises(SuspensionInThePast):
        suspend(lead, dewi, today=MAR, on=FEB)

    assert responsible(here, FEB) == [sri]


def test_a_handover_lists_what_is_open_and_the_group_needs_somebody_at_once(dewi, sri, here, lead):
    FollowUpFactory(group=here, text="Bawa contoh gelang", agreed_on=JAN, due_on=date(2026, 2, 10))
    Question.objects.create(
        group=here,
        asked_by=UserFactory(),
        text="Harga?",
        asked_at=datetime(2026, 1, 5, tzinfo=UTC),
    )

    hand_over(lead, dewi, note="Ibu Ruminah menyimpan buku kas.")

    assert [(work.sentence, work.due_on) for work in open_work_of(lead)] == [
        ("Janji: Bawa contoh gelang", date(2026, 2, 10)),
        ("Ada pertanyaan anggota yang belum dijawab.", None),
    ]
    assert list(groups_without_lead(CrafterGroup.objects.all(), FEB)) == [here]
    # She accompanies it until her last day all the same.
    assert responsible(here, date(2026, 2, 28)) == [sri]
    assert responsible(here, MAR) == []


def test_a_successor_leads_from_the_day_after_the_last(dewi, here, lead):
    hand_over(lead, dewi)
    next_one = FacilitatorFactory()
    proposal = services.propose_assignment(
        facilitator=next_one, group=here, starts_on=MAR, proposed_by=dewi
    )
    services.accept_assignment(assignment=proposal, accepted_by=next_one.user)

    assert list(groups_without_lead(CrafterGroup.objects.all(), MAR)) == []
    with pytest.raises(LeadOverlaps):
        services.propose_assignment(
            facilitator=FacilitatorFactory(), group=here, starts_on=FEB, proposed_by=dewi
        )


def test_a_handover_with_open_work_is_finished_only_with_a_note(dewi, here, lead):
    FollowUpFactory(group=here)
    hand_over(lead, dewi)

    with pytest.raises(OpenWorkLeft):
        services.finish_handover(assignment=lead, finished_by=dewi, note="  ")
    services.finish_handover(assignment=lead, finished_by=dewi, note="Janji dijaga Bu Rina.")

    lead.refresh_from_db()
    assert (lead.state, lead.ends_on, lead.handover_note) == ("ended", MAR, "Janji dijaga Bu Rina.")


def test_a_lead_who_leaves_something_open_hands_over_first(dewi, here, lead):
    FollowUpFactory(group=here)

    with pytest.raises(HandOverFirst):
        services.end_assignment(assignment=lead, ends_on=MAR, ended_by=dewi)


def test_a_cover_ends_whatever_is_open(dewi, sri, here):
    FollowUpFactory(group=here)
    cover = AssignmentFactory(facilitator=sri, group=here, kind="cover", starts_on=JAN)

    services.end_assignment(assignment=cover, ends_on=FEB, ended_by=dewi)

    assert cover.state == "ended"


def test_switching_an_account_off_moves_every_active_assignment_to_handover(sri, here, lead, today):
    other = AssignmentFactory(facilitator=sri, starts_on=JAN, state="suspended")
    asked = AssignmentFactory(facilitator=sri, starts_on=JAN, state="proposed")
    ended = AssignmentFactory(facilitator=sri, starts_on=JAN, ends_on=FEB, state="ended")
    untouched = AssignmentFactory(starts_on=JAN)

    sri.user.is_active = False
    sri.user.save()
    sri.user.save()

    states = dict(Assignment.objects.values_list("pk", "state"))
    assert [states[row.pk] for row in (lead, other, asked, ended, untouched)] == [
        "handover",
        "handover",
        "withdrawn",
        "ended",
        "active",
    ]
    lead.refresh_from_db()
    assert (lead.last_day, lead.handover_since) == (today, today)
    assert here in groups_without_lead(CrafterGroup.objects.all(), today)


def test_what_has_not_begun_is_taken_back_and_what_has_begun_is_not(dewi, lead):
    with pytest.raises(AlreadyBegun):
        services.withdraw_assignment(assignment=lead, withdrawn_by=dewi, today=JAN)
    services.withdraw_assignment(assignment=lead, withdrawn_by=dewi, today=date(2025, 12, 31))

    assert lead.state == "withdrawn"


STEPS = {
    "suspend": lambda row, by: suspend(row, by),
    "resume": lambda row, by: services.resume_assignment(assignment=row, resumed_by=by, today=FEB),
    "hand_over": lambda row, by: hand_over(row, by),
    "finish": lambda row, by: services.finish_handover(assignment=row, finished_by=by),
    "end": lambda row, by: services.end_assignment(assignment=row, ends_on=MAR, ended_by=by),
    "accept": lambda row, by: services.accept_assignment(
        assignment=row, accepted_by=row.facilitator.user
    ),
    "withdraw": lambda row, by: services.withdraw_assignment(
        assignment=row, withdrawn_by=by, today=date(2025, 12, 1)
    ),
}
# state -> the steps that lead on from it; every other one is refused.
POSSIBLE = {
    "proposed": {"accept", "withdraw"},
    "declined": set(),
    "withdrawn": set(),
    # Who waits for her training begins by `activate_assignment` only.
    "accepted": {"withdraw"},
    "active": {"suspend", "hand_over", "end", "withdraw"},
    "suspended": {"resume", "hand_over"},
    "handover": {"finish"},
    "ended": set(),
}


@pytest.mark.parametrize("state", AssignmentState.values)
@pytest.mark.parametrize("name", STEPS)
def test_every_step_from_every_state(dewi, sri, here, state, name):
    ends_on = APR if state in ("handover", "ended") else None
    row = AssignmentFactory(
        facilitator=sri, group=here, starts_on=JAN, state=state, ends_on=ends_on
    )

    if name in POSSIBLE[state]:
        STEPS[name](row, dewi)
    else:
        with pytest.raises(NotPossibleInState):
            STEPS[name](row, dewi)

    stored = Assignment.objects.get(pk=row.pk).state
    assert stored == state or stored in TRANSITIONS[state] or name == "accept"


@pytest.mark.parametrize("name", [name for name in STEPS if name != "accept"])
def test_no_step_without_a_mandate_for_the_place(wayan, eko, rini, sri, here, name):
    row = AssignmentFactory(facilitator=sri, group=here, starts_on=JAN)

    for stranger in (wayan, eko, rini, sri.user):
        with pytest.raises(NoMandateForGroup):
            STEPS[name](row, stranger)


@pytest.fixture
def dissolved(dewi, here, lead, django_capture_on_commit_callbacks):
    """The group of `lead`, with all that may hang on it, dissolved since March."""
    AssignmentFactory(group=here, kind="cover", state="suspended", starts_on=JAN)
    AssignmentFactory(group=here, kind="cover", state="ended", starts_on=JAN, ends_on=FEB)
    AssignmentFactory(group=here, kind="cover", state="ended", starts_on=JAN, ends_on=APR)
    AssignmentFactory(group=here, kind="cover", state="handover", starts_on=JAN, ends_on=FEB)
    AssignmentFactory(group=here, kind="trainee", state="active", starts_on=APR)
    AssignmentFactory(group=here, kind="trainee", state="accepted", starts_on=JAN)
    AssignmentFactory(group=here, kind="lead", state="proposed", starts_on=APR)
    with django_capture_on_commit_callbacks(execute=True):
        dissolve_group(group=here, happened_on=MAR, dissolved_by=dewi)
    return here


def test_assignments_end_with_their_group_and_what_waits_is_taken_back(dissolved, sri, lead):
    found = list(dissolved.assignments.order_by("state", "ends_on").values_list("state", "ends_on"))

    assert found == [
        ("ended", FEB),
        ("ended", FEB),
        ("ended", MAR),
        ("ended", MAR),
        ("ended", MAR),
        ("withdrawn", None),
        ("withdrawn", None),
        ("withdrawn", None),
    ]
    lead.refresh_from_db()
    assert lead.reason == "Kelompok ini dibubarkan atau digabungkan."
    assert sri in responsible(dissolved, date(2026, 2, 28))
    assert responsible(dissolved, MAR) == []


def test_assignments_of_a_merged_group_end_and_those_of_the_other_go_on(
    dewi, sri, here, lead, django_capture_on_commit_callbacks
):
    other = AssignmentFactory(group=CrafterGroupFactory(sentra=here.sentra), starts_on=JAN)

    with django_capture_on_commit_callbacks(execute=True):
        merge_groups(groups=[here], into=other.group, happened_on=MAR, merged_by=dewi)

    lead.refresh_from_db()
    other.refresh_from_db()
    assert (lead.state, lead.ends_on, other.state, other.ends_on) == ("ended", MAR, "active", None)


def test_a_group_dissolved_in_bulk_weighs_nothing_and_is_noticed_at_night(sri, here, lead):
    CrafterGroup.objects.filter(pk=here.pk).update(status="dissolved", status_since=MAR)

    assert loads_on([sri], date(2026, 2, 28))[sri.pk].groups == 1
    assert loads_on([sri], MAR)[sri.pk].groups == 0
    assert services.end_all_in_dissolved_groups() == 1
    assert services.end_all_in_dissolved_groups() == 0


def test_nobody_is_proposed_to_a_dissolved_group_or_says_yes_to_one(dewi, sri, here):
    waiting = AssignmentFactory(facilitator=sri, group=here, state="proposed", starts_on=JAN)
    CrafterGroup.objects.filter(pk=here.pk).update(status="dissolved", status_since=MAR)

    with pytest.raises(GroupIsDissolved):
        services.accept_assignment(assignment=waiting, accepted_by=sri.user)
    with pytest.raises(GroupIsDissolved):
        services.propose_assignment(
            facilitator=FacilitatorFactory(), group=here, starts_on=JAN, proposed_by=dewi
        )
