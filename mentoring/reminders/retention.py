"""When the words of messages are forgotten; answers the hook `register_retention_rules`."""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.reminders import conf
from mentoring.reminders.models import Digest, Reminder

_AT_ONCE = 5000


class SentMessages:
    """The words of messages, so many days after they were settled.

    That there was one, about what, by which way and how it ended stays, so that nobody is told
    again. Of a digest its figures go as well.
    """

    code = "mentoring.sent_messages"
    title = _("Words of messages to people")
    sentence = _("after they were sent or given up")

    @property
    def days(self) -> int:
        return conf.message_days()

    def count(self, today: date) -> int:
        return self._due(today).count()

    def carry_out(self, today: date) -> int:
        forgotten = 0
        while keys := list(self._due(today).values_list("pk", flat=True)[:_AT_ONCE]):
            Digest.objects.filter(reminder__in=keys).delete()
            forgotten += Reminder.objects.filter(pk__in=keys).update(subject="", body="", path="")
        return forgotten

    def _due(self, today: date) -> "QuerySet[Reminder]":
        first_kept = timezone.make_aware(
            datetime.combine(today - timedelta(days=self.days), time.min)
        )
        return Reminder.objects.filter(settled_at__lt=first_kept).exclude(subject="", body="")
