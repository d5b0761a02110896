"""Messages to people."""

from datetime import UTC, datetime

import factory

from mentoring.reminders.models import Channel, Reminder
from tests.factories.accounts import UserFactory

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)  # 12.00 WIB


class ReminderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reminder

    key = factory.Sequence(lambda n: f"visit_tomorrow:{n}")
    kind = "visit_tomorrow"
    channel = Channel.EMAIL
    user = factory.SubFactory(UserFactory)
    subject = "Besok kunjungan"
    body = "Besok ada kunjungan."
    send_after = NOON
    made_at = NOON
