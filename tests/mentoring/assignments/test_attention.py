from datetime import UTC, date, datetime, timedelta

import pytest

from mentoring.assignments.attention import attention_kinds
from mentoring.assignments.models import AttentionReason, AttentionScan
from mentoring.assignments.services import scan_attention
from mentoring.assignments.tasks import scan_attention_task
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory, LeaveFactory
from tests.factories.registry import CrafterGroupFactory
from tests.factories.sessions import VisitFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 3, tzinfo=UTC)


def before(days):
    return TODAY - timedelta(days=days)


def led(group, **more):
    VisitFactory(group=group, state="held", happened_on=before(2))
    return AssignmentFactory(group=group, **{"starts_on": before(200), **more})


def found(group):
    scan_attention(today=TODAY, now=NOW)
    reasons = AttentionReason.objects.filter(group=group)
    return [(reason.code, reason.since, reason.days) for reason in reasons]


def test_a_dissolved_group_needs_nothing_and_what_was_found_before_goes(here):
    assert found(here) != []
    here.status, here.status_since = "dissolved", before(1)
    here.save()

    assert found(here) == []


def test_a_group_that_is_led_and_visited_needs_nothing(here):
    led(here)

    assert found(here) == []


def test_a_group_nobody_ever_led(here):
    assert found(here) == [("no_facilitator", None, None)]


def test_a_group_whose_lead_ended_says_since_when(here):
    led(here, state="ended", ends_on=before(9))

    assert found(here) == [("no_facilitator", before(9), 9)]


def test_a_handover_counts_at_once_as_without_a_facilitator(here):
    led(here, state="handover", ends_on=TODAY + timedelta(days=5), handover_since=before(1))

    assert found(here) == [("no_facilitator", None, None), ("handover_open", before(1), None)]


def test_a_lead_on_leave_without_a_cover(here):
    lead = led(here)
    LeaveFactory(facilitator=lead.facilitator, starts_on=before(3))

    assert found(here) == [("nobody_covers", before(3), 3)]


def test_a_cover_who_is_there_is_enough(here):
    LeaveFactory(facilitator=led(here).facilitator, starts_on=before(3))
    AssignmentFactory(group=here, kind="cover", starts_on=before(3))

    assert found(here) == []


def test_somebody_waits_for_her_training(here):
    AssignmentFactory(group=here, state="accepted", facilitator=FacilitatorFactory(training=None))

    assert [code for code, *_ in found(here)] == ["no_facilitator", "waits_for_training"]


def test_looking_again_replaces_what_was_found(here):
    scan_attention(today=TODAY, now=NOW)
    led(here)
    scan = scan_attention(today=TODAY, now=NOW)

    assert AttentionReason.objects.count() == 0
    assert (scan.groups, scan.finished_at) == (1, NOW)


def test_only_as_many_scans_are_kept_as_tell_of_a_month():
    for hour in range(35):
        scan_attention(today=TODAY, now=NOW + timedelta(hours=hour))

    assert AttentionScan.objects.count() == 30
    assert AttentionScan.objects.latest_finished_at() == NOW + timedelta(hours=34)


def test_looking_at_thirty_groups_asks_as_often_as_at_one(django_assert_num_queries):
    CrafterGroupFactory()
    scan_attention(today=TODAY, now=NOW)
    with django_assert_num_queries(26):
        scan_attention(today=TODAY, now=NOW)

    CrafterGroupFactory.create_batch(30)
    scan_attention(today=TODAY, now=NOW)
    with django_assert_num_queries(26):
        scan_attention(today=TODAY, now=NOW)


def test_at_night_accounts_that_were_switched_off_in_bulk_are_handed_over(here):
    lead = AssignmentFactory(group=here, starts_on=date(2025, 1, 1))
    type(lead.facilitator.user).objects.filter(pk=lead.facilitator.user_id).update(is_active=False)
    UserFactory()

    scan_attention_task()

    lead.refresh_from_db()
    assert lead.state == "handover"


def test_the_kinds_of_every_room_are_known_heaviest_first():
    kinds = attention_kinds()

    assert next(iter(kinds)) == "no_facilitator"
    assert {"weak_waits", "overdue"} <= set(kinds)
    assert [kind.weight for kind in kinds.values()] == sorted(
        (kind.weight for kind in kinds.values()), reverse=True
    )
