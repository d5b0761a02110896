"""Of which losses coordinators are told: each once, and each anew."""

from datetime import timedelta

import pytest

from mentoring.assignments.models import Suspension
from mentoring.assignments.reminders import KINDS
from mentoring.assignments.services import scan_attention
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import CrafterGroupFactory
from tests.mentoring.reminders.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _responsible(dewi):
    """Somebody who handles the groups."""


def keys(now=NOW):
    (kind,) = KINDS
    return {due.key for due in kind.due(now)}


def led(group, starts_on, ends_on=None, **more):
    state = "ended" if ends_on else "active"
    return AssignmentFactory(
        group=group, **{"starts_on": starts_on, "ends_on": ends_on, "state": state, **more}
    )


def test_a_loss_is_told_by_one_key_before_and_after_the_nights_look():
    group = CrafterGroupFactory()
    led(group, TODAY - 90 * A_DAY, TODAY)

    before = keys()
    scan_attention(today=TODAY)

    assert before == keys() == {f"{group.pk.hex}:{TODAY}"}


def test_the_next_loss_is_told_anew_at_once():
    group = CrafterGroupFactory()
    led(group, TODAY - 90 * A_DAY, TODAY - 60 * A_DAY)
    scan_attention(today=TODAY - 60 * A_DAY)
    first = keys(NOW - 60 * A_DAY)

    led(group, TODAY - 50 * A_DAY, TODAY)

    assert first.isdisjoint(keys())
    assert len(keys()) == 1


def test_a_rest_and_an_account_that_is_off_are_losses_of_their_own():
    group = CrafterGroupFactory()
    lead = led(group, TODAY - 90 * A_DAY, state="suspended")
    for starts_on, ends_on in ((80, 70), (1, None)):
        Suspension.objects.create(
            assignment=lead,
            starts_on=TODAY - starts_on * A_DAY,
            ends_on=ends_on and TODAY - ends_on * A_DAY,
            reason="Sakit",
            suspended_by=lead.proposed_by,
        )
    resting = keys()
    lead.suspensions.all().delete()
    lead.state = "active"
    lead.save()
    assert keys() == set()
    # Without the handover that the office begins when it switches an account off.
    users = type(lead.facilitator.user).objects.filter(pk=lead.facilitator.user_id)
    users.update(is_active=False)

    assert resting == {f"{group.pk.hex}:{TODAY - A_DAY}"}
    assert keys() == {f"{group.pk.hex}:{TODAY - 90 * A_DAY}"}


def test_a_group_that_nobody_ever_led_is_told_of_once():
    group = CrafterGroupFactory()
    led(group, TODAY + A_DAY, TODAY + 9 * A_DAY, state="active")
    scan_attention(today=TODAY)

    assert keys() == {f"{group.pk.hex}:"}
