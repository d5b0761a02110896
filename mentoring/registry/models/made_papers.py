"""Papers that a worker makes: asked for, made once, gone after some days.

Abstract: rooms say what theirs is about. The verbs are in `services.made_papers`.
"""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.scopes import VisibleQuerySet


class MadePaperFormat(models.TextChoices):
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "XLSX"


class MadePaperState(models.TextChoices):
    """The row is the truth; a message to a worker is only a nudge."""

    WAITING = "waiting", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be made")


class MadePaperQuerySet(VisibleQuerySet):
    def open_at(self, now: datetime) -> Self:
        """Ready and not expired."""
        return self.filter(state=MadePaperState.READY, expires_at__gt=now)


class MadePaper(models.Model):
    """One file somebody asked for; only she fetches it, until `expires_at`.

    A room adds `kind`, a choice, and `file`, with a folder of its own in the private storage,
    and an index over state and heartbeat. heartbeat_at, attempts: of the worker that writes it.
    """

    file: Any
    get_kind_display: Callable[[], str]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    format = models.CharField(_("format"), max_length=4, choices=MadePaperFormat.choices)
    language = models.CharField(max_length=8, editable=False)
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=MadePaperState.choices,
        default=MadePaperState.WAITING,
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("requested by"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("requested at"))
    heartbeat_at = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    ready_at = models.DateTimeField(_("ready at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("kept until"), null=True, blank=True)

    objects = MadePaperQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-asked_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_format_display()})"

    def is_open_at(self, now: datetime) -> bool:
        """Whether the file may still be fetched."""
        return bool(self.file) and self.expires_at is not None and self.expires_at > now
