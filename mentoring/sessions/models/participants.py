"""Who takes part in a training run: seats, reserves, and who left."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.scopes import VisibleQuerySet
from mentoring.sessions.models.runs import TrainingRun


class SeatKind(models.TextChoices):
    SEAT = "seat", _("seat")
    RESERVE = "reserve", _("reserve")


class PlaceSource(models.TextChoices):
    """How somebody came to take part."""

    GROUP = "group", _("chosen from the group")
    SEARCH = "search", _("found by name")
    LIST = "list", _("from a list")
    NEED = "need", _("proposed by need")
    REGISTRATION = "registration", _("registered herself")


class RunParticipantQuerySet(VisibleQuerySet):
    def still_there(self) -> "RunParticipantQuerySet":
        """Everybody who did not leave, reserves among them."""
        return self.filter(left_on__isnull=True)

    def seated(self) -> "RunParticipantQuerySet":
        """Who takes part: neither a reserve nor gone."""
        return self.still_there().filter(seat=SeatKind.SEAT)

    def reserves(self) -> "RunParticipantQuerySet":
        """Who would move up, the first one first."""
        waiting = self.still_there().filter(seat=SeatKind.RESERVE)
        return waiting.order_by("added_at", "participant_number", "pk")

    def expected_on(self, day: date) -> "RunParticipantQuerySet":
        """Whose attendance belongs to a session on `day`: seated by then, and not gone yet."""
        had_seat = Q(seat_from__isnull=True) | Q(seat_from__lte=day)
        was_there = Q(left_on__isnull=True) | Q(left_on__gt=day)
        return self.filter(had_seat, was_there, seat=SeatKind.SEAT)


class RunParticipant(models.Model):
    """A person who takes part in a run, and the group she comes from.

    group: empty for a facilitator, who is trained herself. seat_from: the day a reserve
    moved up, empty for a seat held from the beginning. left_on: the first day she is not
    expected any more. Marks of the tests before and after run from 0 to 100; empty means
    that none was written down.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(
        TrainingRun,
        verbose_name=_("training run"),
        on_delete=models.CASCADE,
        related_name="participants",
    )
    person = models.ForeignKey(
        "mentoring_registry.Person",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="run_places",
    )
    group = models.ForeignKey(
        "mentoring_registry.CrafterGroup",
        verbose_name=pgettext_lazy("crafters", "group"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="run_places",
    )
    participant_number = models.CharField(_("participant number"), max_length=24)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    added_at = models.DateTimeField(_("added at"))
    seat = models.CharField(
        _("seat"), max_length=8, choices=SeatKind.choices, default=SeatKind.SEAT
    )
    seat_from = models.DateField(_("has the seat from"), null=True, blank=True)
    source = models.CharField(
        _("how she came"), max_length=12, choices=PlaceSource.choices, default=PlaceSource.GROUP
    )
    left_on = models.DateField(_("left on"), null=True, blank=True)
    left_reason = models.CharField(_("why she left"), max_length=200, blank=True)
    pre_test = models.DecimalField(
        _("test before"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    post_test = models.DecimalField(
        _("test after"), max_digits=4, decimal_places=1, null=True, blank=True
    )

    objects = RunParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["run", "participant_number", "pk"]
        permissions = [("view_all_runparticipant", "Can see every participant")]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "person"], name="one_place_per_person_and_training_run"
            ),
            models.UniqueConstraint(
                fields=["run", "participant_number"],
                name="one_participant_per_number_and_training_run",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | ~Q(left_reason=""),
                name="who_left_a_training_says_why",
            ),
            models.CheckConstraint(
                condition=Q(pre_test__isnull=True) | Q(pre_test__gte=0, pre_test__lte=100),
                name="a_mark_before_lies_between_0_and_100",
            ),
            models.CheckConstraint(
                condition=Q(post_test__isnull=True) | Q(post_test__gte=0, post_test__lte=100),
                name="a_mark_after_lies_between_0_and_100",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_number} {self.person}"

    @property
    def is_reserve(self) -> bool:
        return self.seat == SeatKind.RESERVE

    @property
    def has_left(self) -> bool:
        return self.left_on is not None

    @property
    def from_where(self) -> str:
        """Her group, or that she is trained as a facilitator."""
        return self.group.name if self.group else str(_("facilitator"))
