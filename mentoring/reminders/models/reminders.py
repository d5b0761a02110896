"""Messages to people: what they were reminded of, by which way, and how it ended."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.scopes import VisibleQuerySet


class Channel(models.TextChoices):
    EMAIL = "email", _("e-mail")
    SMS = "sms", "SMS"
    WHATSAPP = "whatsapp", "WhatsApp"
    TASK = "task", _("in person, by the facilitator")


class ReminderState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("message", "waits to be sent")
    SENT = "sent", pgettext_lazy("message", "sent")
    FAILED = "failed", pgettext_lazy("message", "could not be sent")
    STOPPED = "stopped", pgettext_lazy("message", "not wanted")
    DROPPED = "dropped", pgettext_lazy("message", "no longer needed")
    DONE = "done", pgettext_lazy("message", "told in person")


class ReminderQuerySet(VisibleQuerySet):
    def due(self, now: datetime) -> "ReminderQuerySet":
        """Messages whose hour has come, the oldest first; tasks are never sent."""
        return (
            self.filter(state=ReminderState.WAITING, send_after__lte=now)
            .exclude(channel=Channel.TASK)
            .order_by("send_after", "pk")
        )

    def tasks_of(self, user: object) -> "ReminderQuerySet":
        """What `user` has to tell somebody in person, the oldest first."""
        return self.filter(user=user, channel=Channel.TASK, state=ReminderState.WAITING).order_by(
            "made_at", "pk"
        )


class Reminder(models.Model):
    """One message to one person about one thing; the key keeps it from being made twice.

    `user` gets it, or does it when the way is a task; `person` is the crafter whom it is for.
    A message keeps its words until retention empties them. `time_zone` says when it is night
    for whoever gets it. `error` is a code, never what a gateway answered.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=160, unique=True, editable=False)
    kind = models.CharField(_("what about"), max_length=32)
    channel = models.CharField(_("way"), max_length=10, choices=Channel.choices)
    state = models.CharField(
        _("how it ended"),
        max_length=10,
        choices=ReminderState.choices,
        default=ReminderState.WAITING,
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="reminders",
    )
    person = models.ForeignKey(
        "mentoring_registry.Person",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="reminders",
    )
    group = models.ForeignKey(
        "mentoring_registry.CrafterGroup",
        verbose_name=pgettext_lazy("crafters", "group"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="reminders",
    )
    language = models.CharField(_("language"), max_length=8, default="id")
    subject = models.CharField(_("subject"), max_length=120)
    body = models.TextField(_("text"), blank=True)
    path = models.CharField(_("page it is about"), max_length=200, blank=True)
    time_zone = models.CharField(_("zone"), max_length=40, default="Asia/Jakarta")
    send_after = models.DateTimeField(_("not before"))
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    error = models.CharField(_("why not"), max_length=40, blank=True)
    made_at = models.DateTimeField(_("made at"))
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-made_at", "pk"]
        permissions = [("view_all_reminder", "Can see every message that was sent")]
        indexes = [
            models.Index(fields=["state", "send_after"], name="message_by_hour"),
            models.Index(fields=["user", "channel", "state"], name="message_tasks"),
            models.Index(fields=["made_at"], name="message_by_age"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(person__isnull=False),
                name="a_message_is_for_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.TASK) | Q(user__isnull=False),
                name="a_task_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(state=ReminderState.WAITING) ^ Q(settled_at__isnull=False),
                name="a_settled_message_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_task(self) -> bool:
        return self.channel == Channel.TASK
