"""Dated intervals hold for every pair of days, not only for those somebody thought of."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring.assignments import services as assigning
from mentoring.assignments.models import Assignment
from mentoring.errors import MentoringError
from mentoring.intervals import day_after
from mentoring.registry import services
from mentoring.registry.models import CrafterGroup, Membership
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import CrafterGroupFactory, MandateFactory, PersonFactory, place

DAY_ZERO = date(2025, 1, 1)
MONTH = [DAY_ZERO + timedelta(days=offset) for offset in range(31)]

# (first day, length in days or None for open); length 0 ends before it starts.
intervals = st.tuples(st.integers(0, 25), st.one_of(st.none(), st.integers(0, 8)))
each_from_an_empty_start = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def dates(interval):
    first, length = interval
    starts_on = DAY_ZERO + timedelta(days=first)
    return starts_on, None if length is None else starts_on + timedelta(days=length)


def days_of(interval):
    starts_on, ends_on = dates(interval)
    return {day for day in MONTH if starts_on <= day and (ends_on is None or day < ends_on)}


@pytest.mark.django_db
@each_from_an_empty_start
@given(wanted=st.lists(intervals, max_size=6))
def test_a_membership_is_taken_exactly_when_its_days_are_free(wanted):
    person, group, clerk = PersonFactory(), CrafterGroupFactory(), UserFactory()
    taken: set[date] = set()
    for interval in wanted:
        starts_on, ends_on = dates(interval)
        free = bool(days_of(interval)) and not (days_of(interval) & taken)
        try:
            services.add_member(
                person=person, group=group, starts_on=starts_on, ends_on=ends_on, added_by=clerk
            )
        except MentoringError:
            assert not free
        else:
            assert free
            taken |= days_of(interval)

    roster = {
        day: Membership.objects.roster(day).filter(group=group, person=person).count()
        for day in MONTH
    }
    assert roster == {day: int(day in taken) for day in MONTH}


@pytest.mark.django_db
@each_from_an_empty_start
@given(wanted=st.lists(st.tuples(st.integers(0, 2), intervals), max_size=6))
def test_no_day_ever_has_two_leads_and_every_accepted_day_has_its_own(wanted):
    coordinator = MandateFactory(place=place("35")).user
    cast = [FacilitatorFactory() for _ in range(3)]
    group = CrafterGroupFactory()
    lead_of: dict[date, int] = {}
    for who, interval in wanted:
        starts_on, ends_on = dates(interval)
        try:
            proposal = assigning.propose_assignment(
                facilitator=cast[who],
                group=group,
                starts_on=starts_on,
                ends_on=ends_on,
                proposed_by=coordinator,
            )
            assigning.accept_assignment(assignment=proposal, accepted_by=cast[who].user)
        except MentoringError:
            continue
        assert not (days_of(interval) & set(lead_of))
        lead_of.update(dict.fromkeys(days_of(interval), cast[who].pk))

    for day in MONTH:
        found = Assignment.objects.responsible_on(day).filter(group=group)
        assert [a.facilitator_id for a in found] == ([lead_of[day]] if day in lead_of else [])


@pytest.mark.django_db
@each_from_an_empty_start
@given(interval=intervals, day=st.sampled_from(MONTH))
def test_a_row_and_a_query_agree_which_days_count(interval, day):
    starts_on, ends_on = dates(interval)
    if ends_on is not None and ends_on <= starts_on:
        return
    membership = services.add_member(
        person=PersonFactory(),
        group=CrafterGroupFactory(),
        starts_on=starts_on,
        ends_on=ends_on,
        added_by=UserFactory(),
    )

    assert membership.holds_on(day) == Membership.objects.on(day).filter(pk=membership.pk).exists()
    if membership.last_day is not None:
        assert membership.holds_on(membership.last_day)
        assert not membership.holds_on(membership.last_day + timedelta(days=1))


@pytest.mark.django_db
@each_from_an_empty_start
@given(rests=st.lists(st.tuples(st.integers(0, 25), st.integers(0, 6)), max_size=4))
def test_a_day_is_carried_exactly_when_no_suspension_holds_it(rests):
    coordinator = MandateFactory(place=place("35")).user
    assignment = AssignmentFactory(starts_on=DAY_ZERO)
    rested: set[date] = set()
    for first, length in sorted(rests):
        today = DAY_ZERO + timedelta(days=first)
        until = today + timedelta(days=length)
        if rested and today <= max(rested):
            continue
        assigning.suspend_assignment(
            assignment=assignment, reason="x", suspended_by=coordinator, today=today
        )
        assigning.resume_assignment(assignment=assignment, resumed_by=coordinator, today=until)
        # One that is taken back on its first day holds that day all the same.
        rested |= {today + timedelta(days=offset) for offset in range(max(length, 1))}

    hers = Assignment.objects.filter(pk=assignment.pk)
    responsible = {day for day in MONTH if hers.responsible_on(day).exists()}
    seen = {
        day
        for day in MONTH
        if CrafterGroup.objects.visible_to(assignment.facilitator.user, day).exists()
    }
    assert responsible == seen == set(MONTH) - rested


def test_the_last_day_there_is_means_for_ever():
    assert day_after(None) is None
    assert day_after(date.max) is None
    assert day_after(date(2026, 12, 31)) == date(2027, 1, 1)
