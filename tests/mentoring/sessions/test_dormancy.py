"""Whether groups still meet."""

from datetime import date, timedelta

import pytest
from celery import current_app

from mentoring.registry.models import GroupStatus
from mentoring.sessions import conf
from mentoring.sessions.dormancy import silence_of
from mentoring.sessions.services import note_dormancy, wake_group
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import CrafterGroupFactory
from tests.factories.sessions import VisitFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def group():
    return CrafterGroupFactory()


@pytest.mark.parametrize(
    ("days", "is_long", "is_dormant"),
    [
        (0, False, False),
        (59, False, False),
        (60, True, False),
        (119, True, False),
        (120, True, True),
        (900, True, True),
    ],
)
def test_sixty_days_warn_and_a_hundred_and_twenty_are_dormant(group, days, is_long, is_dormant):
    VisitFactory(group=group, happened_on=ago(days))
    VisitFactory(group=group, happened_on=ago(days + 200))

    silence = silence_of([group], TODAY)[group.pk]

    assert (silence.days, silence.is_long, silence.is_dormant) == (days, is_long, is_dormant)


def test_an_operator_may_count_otherwise(group, settings):
    settings.MENTORING_SILENCE_WARNS_AFTER_DAYS = 5
    settings.MENTORING_DORMANT_AFTER_DAYS = 10
    VisitFactory(group=group, happened_on=ago(7))

    silence = silence_of([group], TODAY)[group.pk]

    assert (silence.is_long, silence.is_dormant, silence.dormant_from) == (True, False, ago(-3))


def test_the_groups_own_meeting_counts_and_a_planned_or_missed_one_does_not(group):
    VisitFactory(group=group, happened_on=ago(30), facilitator_was_present=False)
    VisitFactory(group=group, happened_on=ago(3), state="not_held", state_reason="Hujan")
    VisitFactory(group=group, happened_on=ago(-3), state="planned")

    assert silence_of([group], TODAY)[group.pk].days == 30


def test_a_group_that_never_met_counts_from_its_first_day_accompanied(group):
    assert silence_of([group], TODAY)[group.pk].days is None

    AssignmentFactory(group=group, starts_on=ago(80))

    assert silence_of([group], TODAY)[group.pk].days == 80


def test_thirty_groups_cost_the_same_two_queries(django_assert_num_queries):
    groups = [VisitFactory(happened_on=ago(5)).group for _ in range(30)]

    with django_assert_num_queries(2):
        assert len(silence_of(groups, TODAY)) == 30


def test_every_night_silent_groups_become_dormant_and_those_that_met_awake(group):
    VisitFactory(group=group, happened_on=ago(130))
    awake = VisitFactory(group__status=GroupStatus.DORMANT, happened_on=ago(2)).group
    usual = VisitFactory(happened_on=ago(2)).group
    gone = VisitFactory(group__status=GroupStatus.DISSOLVED, happened_on=ago(500)).group

    assert note_dormancy(today=TODAY) == 2

    for row in (group, awake, usual, gone):
        row.refresh_from_db()
    assert (group.status, group.status_since) == (GroupStatus.DORMANT, ago(10))
    assert (awake.status, awake.status_since) == (GroupStatus.ACTIVE, ago(2))
    assert (usual.status, gone.status) == (GroupStatus.ACTIVE, GroupStatus.DISSOLVED)
    assert note_dormancy(today=TODAY) == 0


def test_a_meeting_wakes_a_dormant_group_at_once(group):
    group.status = GroupStatus.DORMANT
    group.save()
    VisitFactory(group=group, happened_on=ago(1))

    wake_group(group=group, met_on=ago(1), today=TODAY)

    assert group.status == GroupStatus.ACTIVE


def test_a_late_record_of_long_ago_wakes_nobody(group):
    group.status = GroupStatus.DORMANT
    group.save()
    VisitFactory(group=group, happened_on=ago(300))

    wake_group(group=group, met_on=ago(300), today=TODAY)

    assert group.status == GroupStatus.DORMANT


def test_the_nightly_task_is_known_by_its_name():
    current_app.loader.import_default_modules()

    assert conf.NOTE_DORMANCY_TASK in current_app.tasks
