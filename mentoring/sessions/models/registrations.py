"""People who register themselves for a training, without an account."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.scopes import VisibleQuerySet
from mentoring.sessions.models.participants import RunParticipant
from mentoring.sessions.models.runs import TrainingRun


class RegistrationState(models.TextChoices):
    WAITING = "waiting", _("waits")
    ACCEPTED = "accepted", _("takes part")
    DECLINED = "declined", _("not this time")


class RunRegistrationQuerySet(VisibleQuerySet):
    def waiting(self) -> "RunRegistrationQuerySet":
        """Nobody decided yet, who came first first: the waiting list."""
        return self.filter(state=RegistrationState.WAITING).order_by("received_at", "pk")


class RunRegistration(models.Model):
    """What somebody wrote on the public page: no more than is needed to find her again.

    agreed_at: the moment she agreed that this is kept until it is decided. place: her place
    in the run, once somebody of the staff took her in. person: who she is, known since then;
    it also tells of a second registration of hers, which has no place of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(
        TrainingRun,
        verbose_name=_("training run"),
        on_delete=models.CASCADE,
        related_name="registrations",
    )
    full_name = models.CharField(_("full name"), max_length=100)
    hamlet = models.CharField(_("hamlet or village"), max_length=80)
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    group_name = models.CharField(_("name of your group"), max_length=120, blank=True)
    agreed_at = models.DateTimeField(_("agreed at"))
    received_at = models.DateTimeField(_("received at"))
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=RegistrationState.choices,
        default=RegistrationState.WAITING,
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    place = models.OneToOneField(
        RunParticipant,
        verbose_name=_("place in the training"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="registration",
    )
    person = models.ForeignKey(
        "mentoring_registry.Person",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = RunRegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["run", "received_at", "pk"]
        permissions = [("view_all_runregistration", "Can see every registration")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=RegistrationState.DECLINED) | ~Q(reason=""),
                name="a_declined_registration_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state=RegistrationState.WAITING) ^ Q(decided_at__isnull=False),
                name="a_decided_registration_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.hamlet})"
