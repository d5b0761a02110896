"""When the words of phones are forgotten; answers the hook `register_retention_rules`."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.field import conf
from mentoring.field.models import Conflict, Envelope, EnvelopeState

_AT_ONCE = 5000
# Whoever still has to decide or wait needs the words.
DONE = (EnvelopeState.SETTLED, EnvelopeState.SUPERSEDED, EnvelopeState.DROPPED)


def forget_payloads(envelopes: "QuerySet[Envelope]", *, now: datetime) -> int:
    """Empty what `envelopes` said, and both sides of their decided differences; that they came,
    when and with which digest, and who decided what, stays."""
    still_said = envelopes.filter(payload_forgotten_at__isnull=True)
    decided = Conflict.objects.filter(envelope__in=still_said, resolved_at__isnull=False)
    _forget_sides(list(decided.values_list("pk", flat=True)))
    return still_said.update(payload="", reason="", payload_forgotten_at=now)


def _forget_sides(keys: list[Any]) -> int:
    nothing: dict[str, Any] = {}
    rows = Conflict.objects.filter(pk__in=keys)
    return rows.update(server_values=nothing, device_values=nothing, agreed_values=nothing)


class SentRecords:
    """The text of records that phones sent, so many days after they came and were settled."""

    code = "mentoring.sent_records"
    title = _("Word for word, what facilitators' phones sent")
    sentence = _("after it was received and settled")

    @property
    def days(self) -> int:
        return conf.payload_days()

    def count(self, today: date) -> int:
        return self._due(today).count() + self._left_behind().count()

    def carry_out(self, today: date) -> int:
        forgotten = 0
        while keys := list(self._due(today).values_list("pk", flat=True)[:_AT_ONCE]):
            forgotten += forget_payloads(Envelope.objects.filter(pk__in=keys), now=timezone.now())
        while sides := list(self._left_behind().values_list("pk", flat=True)[:_AT_ONCE]):
            forgotten += _forget_sides(sides)
        return forgotten

    def _left_behind(self) -> "QuerySet[Conflict]":
        """Decided differences of records whose words went already."""
        rows = Conflict.objects.filter(
            resolved_at__isnull=False, envelope__payload_forgotten_at__isnull=False
        )
        return rows.exclude(server_values={}, device_values={}, agreed_values={})

    def _due(self, today: date) -> "QuerySet[Envelope]":
        first_kept = timezone.make_aware(
            datetime.combine(today - timedelta(days=self.days), time.min)
        )
        rows = Envelope.objects.filter(state__in=DONE, received_at__lt=first_kept)
        open_difference = {"conflict__isnull": False, "conflict__resolved_at__isnull": True}
        return rows.filter(payload_forgotten_at__isnull=True).exclude(**open_difference)
