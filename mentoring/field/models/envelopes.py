"""What phones sent: every record in the envelope it came in, and what it waits for."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.field.models.devices import Device
from mentoring.field.sealed_payloads import PayloadField
from mentoring.offline_records import Answer
from mentoring.scopes import VisibleQuerySet

ANSWER_WORDS = [
    (Answer.APPLIED.value, pgettext_lazy("a record", "taken over")),
    (Answer.DUPLICATE.value, _("already here")),
    (Answer.REVISION.value, _("taken over as a change")),
    (Answer.HELD.value, _("held for correction")),
    (Answer.WAITING.value, _("waits for another record")),
    (Answer.CONFLICT.value, _("differs from what the office has")),
]


class EnvelopeState(models.TextChoices):
    """Who is to do something next. settled: nobody. waiting: the phone, another record is
    to come. held: somebody in the office. returned: the facilitator, on her phone.
    superseded: nobody, a corrected one came. dropped: nobody, thrown away with a reason."""

    SETTLED = "settled", _("settled")
    WAITING = "waiting", _("waits for another record")
    HELD = "held", _("to be looked at")
    RETURNED = "returned", _("the facilitator was asked")
    SUPERSEDED = "superseded", _("sent again, corrected")
    DROPPED = "dropped", _("thrown away")


class EnvelopeQuerySet(VisibleQuerySet):
    def to_be_looked_at(self) -> "EnvelopeQuerySet":
        return self.filter(state=EnvelopeState.HELD)


class Envelope(models.Model):
    """One record of one phone, as it came. Nothing a phone sent is ever without one."""

    device = models.ForeignKey(
        Device, verbose_name=_("phone"), on_delete=models.PROTECT, related_name="envelopes"
    )
    sequence = models.PositiveBigIntegerField(_("number on the phone"))
    record = models.UUIDField(_("record"))
    type = models.CharField(_("kind of record"), max_length=60)
    version = models.PositiveIntegerField(_("version of its form"))
    # Put right when the phone's clock was wrong; beside it what the phone said itself.
    recorded_at = models.DateTimeField(_("recorded at"), null=True, blank=True)
    recorded_at_as_told = models.DateTimeField(
        _("recorded at, by the phone's clock"), null=True, blank=True
    )
    received_at = models.DateTimeField(_("received at"))
    clock_skew_seconds = models.BigIntegerField(_("clock ahead by seconds"), null=True, blank=True)
    # Ids of records of the same phone that must come first.
    after = models.JSONField(default=list, blank=True)
    digest = models.CharField(max_length=64)
    replaces = models.CharField(max_length=64, blank=True)
    reason = models.TextField(_("why it was changed"), blank=True)
    # The canonical text, not a JSON column: PostgreSQL's refuses what phones may well send.
    payload = PayloadField(blank=True)
    payload_forgotten_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=ANSWER_WORDS)
    code = models.CharField(max_length=60, blank=True)
    sentence = models.TextField(_("why"), blank=True)
    waits_for = models.JSONField(default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=EnvelopeState.choices)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decision_note = models.TextField(_("why it was decided so"), blank=True)

    objects = EnvelopeQuerySet.as_manager()

    class Meta:
        verbose_name = _("record of a phone")
        verbose_name_plural = _("records of phones")
        ordering = ["-received_at", "-pk"]
        permissions = [("view_all_envelope", "Can see every record of a phone")]
        constraints = [
            models.UniqueConstraint(
                fields=["device", "sequence"], name="one_envelope_per_phone_and_number"
            )
        ]
        indexes = [
            models.Index(fields=["record", "digest"], name="envelope_record"),
            models.Index(fields=["state", "received_at"], name="envelope_state"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.sequence}"

    @property
    def was_put_right(self) -> bool:
        """Whether the phone told another moment than the one that counts."""
        return self.recorded_at_as_told not in (None, self.recorded_at)

    @property
    def is_forgotten(self) -> bool:
        """Whether its room let nobody keep what it said; not what a person threw away."""
        is_empty = self.payload_forgotten_at is not None and self.decided_at is None
        return self.state == EnvelopeState.DROPPED and is_empty


class AwaitedRecord(models.Model):
    """A record that an envelope waits for, so that its coming finds whoever waits."""

    envelope = models.ForeignKey(Envelope, on_delete=models.CASCADE, related_name="awaited")
    record = models.UUIDField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["envelope", "record"], name="one_wait_per_envelope_and_record"
            )
        ]
        indexes = [models.Index(fields=["record"], name="awaited_record")]

    def __str__(self) -> str:
        return str(self.record)
