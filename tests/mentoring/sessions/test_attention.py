from datetime import date, timedelta

import pytest

from mentoring.registry.models import CrafterGroup
from mentoring.sessions.attention import SilenceAttention, VisitAttention
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import CrafterGroupFactory, SentraFactory
from tests.factories.sessions import VisitFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 31)


def before(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def sentra():
    return SentraFactory()


def group(sentra, tier, last_visit):
    made = CrafterGroupFactory(sentra=sentra, tier=tier)
    AssignmentFactory(group=made, starts_on=date(2025, 1, 1))
    VisitFactory(group=made, state="held", happened_on=before(last_visit))
    return made


def reasons():
    groups = list(CrafterGroup.objects.all())
    return {(r.group_id, r.code, r.days) for r in VisitAttention().reasons(groups, TODAY)}


def test_a_group_left_behind_that_waits_while_a_strong_one_was_visited(sentra):
    weak = group(sentra, "weak", 20)
    group(sentra, "other", 3)

    assert reasons() == {(weak.pk, "weak_waits", 6)}


def test_a_strong_one_visited_before_it_was_due_took_nothing_away(sentra):
    weak = group(sentra, "weak", 20)
    group(sentra, "other", 7)

    assert reasons() == {(weak.pk, "overdue", 6)}


def test_a_strong_one_of_another_craft_centre_does_not_count(sentra):
    weak = group(sentra, "weak", 20)
    group(SentraFactory(), "other", 3)

    assert reasons() == {(weak.pk, "overdue", 6)}


def test_a_strong_group_is_late_after_thirty_days(sentra):
    late = group(sentra, "other", 41)
    group(sentra, "other", 30)

    assert reasons() == {(late.pk, "overdue", 11)}


def test_reasons_are_a_constant_number_of_queries(sentra, django_assert_num_queries):
    for _number in range(5):
        group(sentra, "weak", 20)
    groups = list(CrafterGroup.objects.select_related("sentra"))

    with django_assert_num_queries(4):
        list(VisitAttention().reasons(groups, TODAY))


def test_who_has_not_met_for_long_is_silent_then_dormant(sentra):
    group(sentra, "other", 59)
    silent, dormant = group(sentra, "other", 60), group(sentra, "other", 120)

    found = SilenceAttention().reasons(list(CrafterGroup.objects.all()), TODAY)

    assert {(each.group_id, each.code, each.days) for each in found} == {
        (silent.pk, "silent", 60),
        (dormant.pk, "dormant", 120),
    }
