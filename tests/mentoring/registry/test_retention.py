"""When words are forgotten and rows stay."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from balai.privacy.retention import rules
from mentoring.registry.models import Complaint
from mentoring.registry.retention import ClosedComplaints
from tests.factories.registry import ComplaintFactory

pytestmark = pytest.mark.django_db

CAME = timezone.make_aware(datetime(2024, 1, 1, 8))
LAST_DAY = date(2024, 1, 1) + timedelta(days=730)


def test_a_closed_complaint_loses_its_words_after_two_years_and_an_open_one_keeps_them(dewi):
    words = {"text": "Uang tidak sampai.", "phone": "+628000000001", "answer": "Sudah."}
    closed = ComplaintFactory(state="closed", received_at=CAME, about_user=dewi, **words)
    waiting = ComplaintFactory(state="taken", received_at=CAME, **words)
    rule = ClosedComplaints()

    assert rule.count(LAST_DAY) == 0
    assert rule.carry_out(LAST_DAY + timedelta(days=1)) == 1
    assert rule.carry_out(LAST_DAY + timedelta(days=1)) == 0

    kept = Complaint.objects.get(pk=closed.pk)
    assert (kept.text, kept.phone, kept.about_whom, kept.answer) == ("", "", "", "")
    assert not Complaint.objects.visible_to(dewi).filter(pk=closed.pk).exists()
    assert Complaint.objects.get(pk=waiting.pk).text == "Uang tidak sampai."
    assert any(isinstance(each, ClosedComplaints) for each in rules())
