"""Papers a group or cluster has: its rules, its cash book, its letter of recognition."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.private_files import private_storage
from mentoring.registry.models.clusters import BusinessCluster
from mentoring.registry.models.groups import CrafterGroup
from mentoring.scopes import VisibleQuerySet


def document_path(document: Any, filename: str) -> str:
    """By month and key: the sender's file name may tell who or where, so it is not kept."""
    return f"mentoring/documents/{document.uploaded_at:%Y/%m}/{document.pk}{document.suffix}"


class KeptDocument(models.Model):
    """A paper as a private file; `dated_on` is the day written on it.

    `suffix` and `media_type` are those of what the file really is. `sha256` (hexadecimal)
    is of the file as it is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=120, blank=True)
    dated_on = models.DateField(_("date of the paper"))
    file = models.FileField(_("file"), upload_to=document_path, storage=private_storage)
    suffix = models.CharField(max_length=5, editable=False)
    media_type = models.CharField(max_length=40, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        abstract = True
        ordering = ["-dated_on", "-uploaded_at", "pk"]


class GroupDocumentKind(models.TextChoices):
    RULES = "rules", _("rules of the group")
    KAS = "kas", _("cash book")
    RECOGNITION = "recognition", _("letter of recognition")


class GroupDocumentQuerySet(VisibleQuerySet):
    pass


class GroupDocument(KeptDocument):
    """A paper of a group."""

    group = models.ForeignKey(
        CrafterGroup,
        verbose_name=pgettext_lazy("crafters", "group"),
        on_delete=models.PROTECT,
        related_name="documents",
    )
    kind = models.CharField(_("which paper"), max_length=12, choices=GroupDocumentKind.choices)

    objects = GroupDocumentQuerySet.as_manager()

    class Meta(KeptDocument.Meta):
        verbose_name = _("paper of a group")
        verbose_name_plural = _("papers of groups")
        permissions = [("view_all_groupdocument", "Can see every paper of a group")]
        indexes = [models.Index(fields=["group", "dated_on"], name="group_document_day")]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("mentoring_registry:group_document", args=[self.pk])


class ClusterDocumentKind(models.TextChoices):
    STATUTES = "statutes", _("statutes")
    RECOGNITION = "recognition", _("letter of recognition")


class ClusterDocumentQuerySet(VisibleQuerySet):
    pass


class ClusterDocument(KeptDocument):
    """A paper of a business cluster."""

    cluster = models.ForeignKey(
        BusinessCluster,
        verbose_name=_("business cluster"),
        on_delete=models.PROTECT,
        related_name="documents",
    )
    kind = models.CharField(_("which paper"), max_length=12, choices=ClusterDocumentKind.choices)

    objects = ClusterDocumentQuerySet.as_manager()

    class Meta(KeptDocument.Meta):
        verbose_name = _("paper of a business cluster")
        verbose_name_plural = _("papers of business clusters")
        permissions = [("view_all_clusterdocument", "Can see every paper of a cluster")]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("mentoring_registry:cluster_document", args=[self.pk])
