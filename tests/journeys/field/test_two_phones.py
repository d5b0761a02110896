"""The same session logged on two phones."""

import pytest

from mentoring.assignments.models import AssignmentKind
from mentoring.sessions.models import MentoringSession, SessionDuplicate
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.journeys.field.phones import OTHER_PIN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_both_are_kept_and_somebody_is_asked(phone, make_phone, group):
    baiq = FacilitatorFactory(
        user=UserFactory(full_name="Baiq Mentor Rekaan", roles=["facilitator"])
    )
    AssignmentFactory(facilitator=baiq, group=group, kind=AssignmentKind.COVER)
    other = make_phone()
    other.enrol(baiq.user, OTHER_PIN)
    other.begin()
    for each in (phone, other):
        each.go_offline()
        each.visit(group)

    for each in (phone, other):
        each.go_online()
        each.has_sent_everything()

    assert MentoringSession.objects.filter(group=group, state="held").count() == 2
    assert SessionDuplicate.objects.count() == 1
