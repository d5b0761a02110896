"""Photographs and voices of phones, as they come in pieces."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.field.models.devices import Device
from mentoring.private_files import private_storage


class UploadState(models.TextChoices):
    """open: pieces are to come. finished: whole, its hash is right. broken: whole, its hash
    is wrong; it is begun again under the same id."""

    OPEN = "open", _("on its way")
    FINISHED = "finished", _("arrived")
    BROKEN = "broken", _("damaged on its way")


def _where_it_lies(upload: "Upload", filename: str) -> str:
    return f"mentoring_field/{upload.pk.hex[:2]}/{upload.pk.hex}"


def _where_a_piece_lies(piece: "UploadPiece", filename: str) -> str:
    return f"mentoring_field/pieces/{piece.upload_id.hex}/{piece.offset}"


class Upload(models.Model):
    """One file of a record. It may come before its record or after."""

    id = models.UUIDField(primary_key=True, editable=False, default=uuid.uuid4)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="uploads")
    record = models.UUIDField(_("record"))
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveIntegerField(_("bytes"))
    offset = models.PositiveIntegerField(_("bytes that came"), default=0)
    media_type = models.CharField(_("media type"), max_length=60)
    state = models.CharField(
        _("state"), max_length=10, choices=UploadState.choices, default=UploadState.OPEN
    )
    file = models.FileField(
        upload_to=_where_it_lies, storage=private_storage, blank=True, max_length=200
    )
    begun_at = models.DateTimeField(_("begun at"))
    last_piece_at = models.DateTimeField(_("last piece at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    # When a room said that its record has it.
    attached_at = models.DateTimeField(_("given to its record at"), null=True, blank=True)

    class Meta:
        verbose_name = _("file of a phone")
        verbose_name_plural = _("files of phones")
        ordering = ["begun_at", "pk"]
        indexes = [
            models.Index(fields=["record"], name="upload_record"),
            models.Index(fields=["state", "last_piece_at"], name="upload_state"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class UploadPiece(models.Model):
    """Bytes of an upload from `offset` on: storages in the cloud cannot add to a file."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="pieces")
    offset = models.PositiveIntegerField()
    bytes = models.PositiveIntegerField()
    file = models.FileField(upload_to=_where_a_piece_lies, storage=private_storage, max_length=200)

    class Meta:
        ordering = ["offset"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "offset"], name="one_piece_per_offset")
        ]

    def __str__(self) -> str:
        return f"{self.upload_id}+{self.offset}"
