"""Whatever is begun, ended and moved in any order: no day is taken twice, and as-of agrees."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import example, given
from hypothesis import strategies as st

from mentoring.assignments.models import AssignmentState, Leave
from mentoring.assignments.services import end_leave, record_leave
from mentoring.errors import MentoringError
from mentoring.intervals import on_day
from mentoring.registry.models import BoardSeat, BusinessTie, Mandate
from mentoring.registry.services import (
    OtherSide,
    end_mandate,
    end_seat,
    end_tie,
    grant_mandate,
    record_tie,
    seat_on_board,
)
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import (
    BusinessClusterFactory,
    CrafterGroupFactory,
    MandateFactory,
    PersonFactory,
    place,
)
from tests.mentoring.test_intervals import (
    DAY_ZERO,
    MONTH,
    dates,
    each_from_an_empty_start,
    intervals,
)

pytestmark = pytest.mark.django_db
FOREVER = date.max
NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)

# Begin something on these days, or move the end of the n-th that stands to that day.
acts = st.lists(
    st.one_of(
        st.tuples(st.just("begin"), intervals),
        st.tuples(st.just("end"), st.tuples(st.integers(0, 5), st.integers(0, 30))),
    ),
    max_size=8,
)


class Mandates:
    model, is_only_shortened = Mandate, False

    def __init__(self):
        self.about = {"user": UserFactory(), "role": "coordinator", "place": place("35.09")}

    def begin(self, starts_on, ends_on):
        return grant_mandate(starts_on=starts_on, ends_on=ends_on, granted_by=None, **self.about)

    def end(self, row, ends_on):
        end_mandate(mandate=row, ends_on=ends_on, ended_by=None)


class Ties:
    model, is_only_shortened = BusinessTie, False

    def __init__(self):
        self.person, self.other, self.clerk = PersonFactory(), PersonFactory(), UserFactory()

    def begin(self, starts_on, ends_on):
        return record_tie(
            person=self.person,
            other=OtherSide(person=self.other),
            kind="buyer",
            source="wawancara",
            starts_on=starts_on,
            ends_on=ends_on,
            recorded_by=self.clerk,
            now=NOW,
        )

    def end(self, row, ends_on):
        end_tie(tie=row, ends_on=ends_on, ended_by=self.clerk)


class Seats:
    model, is_only_shortened = BoardSeat, True

    def __init__(self):
        self.about = {"cluster": BusinessClusterFactory(), "person": PersonFactory()}

    def begin(self, starts_on, ends_on):
        return seat_on_board(
            role="member", starts_on=starts_on, ends_on=ends_on, seated_by=None, **self.about
        )

    def end(self, row, ends_on):
        end_seat(seat=row, ends_on=ends_on, ended_by=None)


class Leaves:
    model, is_only_shortened = Leave, False

    def __init__(self):
        self.facilitator = FacilitatorFactory()
        self.clerk = UserFactory(roles=["coordinator"])
        MandateFactory(user=self.clerk, role="coordinator", place=place("35.09"))

    def begin(self, starts_on, ends_on):
        return record_leave(
            facilitator=self.facilitator,
            starts_on=starts_on,
            ends_on=ends_on,
            recorded_by=self.clerk,
        )

    def end(self, row, ends_on):
        end_leave(leave=row, ends_on=ends_on, ended_by=self.clerk)


def is_free(starts_on, ends_on, others):
    ends_on = ends_on or FOREVER
    return starts_on < ends_on and all(
        ends_on <= other.starts_on or (other.ends_on or FOREVER) <= starts_on for other in others
    )


@pytest.mark.parametrize("history", [Mandates, Ties, Seats, Leaves])
@each_from_an_empty_start
@given(acts=acts)
@example(acts=[("begin", (0, 2)), ("begin", (5, 2)), ("end", (0, 6))])
def test_it_is_done_exactly_when_the_days_are_free(history, acts):
    kept, standing = history(), []
    for act, given_days in acts:
        if act == "begin":
            starts_on, ends_on = dates(given_days)
            may = is_free(starts_on, ends_on, standing)
        elif standing:
            row = standing[given_days[0] % len(standing)]
            ends_on = DAY_ZERO + timedelta(days=given_days[1])
            may = is_free(row.starts_on, ends_on, [one for one in standing if one.pk != row.pk])
            if kept.is_only_shortened:
                may = may and ends_on <= (row.ends_on or FOREVER)
        else:
            continue
        try:
            if act == "begin":
                standing.append(kept.begin(starts_on, ends_on))
            else:
                kept.end(row, ends_on)
        except MentoringError:
            assert not may
        else:
            assert may
        for one in standing:
            one.refresh_from_db()

    rows = kept.model.objects.filter(pk__in=[one.pk for one in standing])
    by_query = {day: rows.filter(on_day(day)).count() for day in MONTH}
    assert by_query == {day: sum(one.holds_on(day) for one in standing) for day in MONTH}
    assert max(by_query.values()) <= 1


@pytest.mark.parametrize("second", ["accepted", "active", "suspended"])
@pytest.mark.parametrize("first", ["accepted", "active", "suspended"])
def test_the_database_itself_refuses_a_second_open_lead(first, second):
    group = CrafterGroupFactory()
    AssignmentFactory(group=group, state=first)

    with pytest.raises(IntegrityError), transaction.atomic():
        AssignmentFactory(group=group, state=second)

    AssignmentFactory(group=group, state=AssignmentState.PROPOSED)
    AssignmentFactory(group=group, state=second, kind="cover")
    AssignmentFactory(group=group, state=AssignmentState.ENDED, ends_on=date(2030, 1, 1))
