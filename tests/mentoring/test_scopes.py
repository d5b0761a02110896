import pytest

from mentoring.registry.models import CrafterGroup
from mentoring.sessions.models import MentoringSession
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import MandateFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def test_many_reasons_to_see_a_row_show_it_once():
    assignment = AssignmentFactory()
    sri = assignment.facilitator.user
    MandateFactory(user=sri)
    MembershipFactory(group=assignment.group, person__user=sri)
    MembershipFactory.create_batch(3, group=assignment.group)

    assert list(CrafterGroup.objects.visible_to(sri)) == [assignment.group]


def test_a_scope_that_repeats_no_row_is_asked_without_reading_the_whole_table():
    asked = str(MentoringSession.objects.visible_to(UserFactory()).query)

    assert asked.count('FROM "mentoring_sessions_mentoringsession"') == 1
