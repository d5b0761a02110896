"""What a person asks about her own data: a copy, or that it is erased."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.private_files import private_storage
from mentoring.registry.models.people import Person
from mentoring.scopes import VisibleQuerySet


class DataCopyState(models.TextChoices):
    """The row is the truth; a message to a worker is only a nudge."""

    WAITING = "waiting", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be made")


def copy_path(copy: "DataCopy", filename: str) -> str:
    return f"mentoring/data-copies/{copy.pk}{filename[filename.rfind('.') :]}"


class DataCopyQuerySet(VisibleQuerySet):
    def open_at(self, now: datetime) -> "DataCopyQuerySet":
        """Ready and not expired."""
        return self.filter(state=DataCopyState.READY, expires_at__gt=now)


class DataCopy(models.Model):
    """Everything the site knows of one person, as JSON and PDF, for a few days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="data_copies"
    )
    state = models.CharField(
        _("state"), max_length=8, choices=DataCopyState.choices, default=DataCopyState.WAITING
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked at"))
    heartbeat_at = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    ready_at = models.DateTimeField(_("ready at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("kept until"), null=True, blank=True)
    json_file = models.FileField(upload_to=copy_path, storage=private_storage, blank=True)
    pdf_file = models.FileField(upload_to=copy_path, storage=private_storage, blank=True)

    objects = DataCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("data copy")
        verbose_name_plural = _("data copies")
        ordering = ["-asked_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state="waiting"),
                name="one_data_copy_in_the_making_per_person",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ErasureRequestQuerySet(VisibleQuerySet):
    def open(self) -> "ErasureRequestQuerySet":
        """Neither done, nor refused, nor taken back."""
        return self.filter(settled_at__isnull=True)


class ErasureRequest(models.Model):
    """Somebody asks that her data be erased. `answer`: why it was refused, if it was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="erasure_requests"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked at"))
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("settled by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_erased = models.BooleanField(_("erased"), default=False)
    answer = models.TextField(_("answer"), max_length=500, blank=True)

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to erase data")
        verbose_name_plural = _("requests to erase data")
        ordering = ["-asked_at", "pk"]
        default_permissions = ("view", "change")
        permissions = [("view_all_erasurerequest", "Can see every request to erase data")]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(settled_at__isnull=True),
                name="one_open_erasure_request_per_person",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
