"""Answers that were written on an older form."""

import pytest

from mentoring.field.rooms import record_types
from mentoring.sessions.models import MentoringSession

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_visit_that_waited_while_the_form_was_renewed_arrives(phone, group, monkeypatch):
    phone.go_offline()
    phone.visit(group)
    renewed = {"version": 2, "versions": (1, 2)}
    for name, value in renewed.items():
        monkeypatch.setitem(vars(record_types()["sessions.visit"]), name, value)

    phone.go_online()

    phone.has_sent_everything()
    assert MentoringSession.objects.filter(group=group, state="held").count() == 1
