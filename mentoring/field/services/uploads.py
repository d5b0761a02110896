"""Photographs and voices come in pieces, go on where they were cut, and are whole or nothing."""

import hashlib
import tempfile
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Count, F, Sum

from mentoring.field import conf
from mentoring.field.errors import (
    PhoneGone,
    UploadDamaged,
    UploadDiffers,
    UploadNotWanted,
    UploadOffsetDiffers,
    UploadQuotaSpent,
    UploadTooLarge,
)
from mentoring.field.models import Device, DeviceState, Upload, UploadPiece, UploadState
from mentoring.field.services.attaching import offer
from mentoring.private_files import delete_on_commit


def begin_upload(
    *,
    device: Device,
    upload_id: UUID,
    record: UUID,
    sha256: str,
    size: int,
    media_type: str,
    now: datetime,
    is_rescue: bool = False,
) -> Upload:
    """The upload of this id, begun or begun earlier: its `offset` says where to go on.

    size: bytes. is_rescue: from a file of the phone, which may have wiped itself.
    Raises PhoneGone, UploadNotWanted, UploadTooLarge, UploadQuotaSpent, UploadDiffers.
    """
    media_type = media_type.split(";")[0].strip().lower()
    if device.state == DeviceState.GONE and not is_rescue:
        raise PhoneGone()
    if media_type not in conf.upload_types():
        raise UploadNotWanted(media_type=media_type[:60])
    if not 0 < size <= conf.upload_max_bytes():
        raise UploadTooLarge(megabytes=conf.upload_max_bytes() // 1_000_000)
    facts = {"record": record, "sha256": sha256.lower(), "bytes": size, "media_type": media_type}
    upload = Upload.objects.filter(pk=upload_id).first()
    if upload is None:
        if not is_rescue:
            _require_room(device, size, now)
        begun = {**facts, "device": device, "begun_at": now, "last_piece_at": now}
        upload, _is_new = Upload.objects.get_or_create(pk=upload_id, defaults=begun)
    is_same = all(getattr(upload, name) == fact for name, fact in facts.items())
    if not is_same or upload.device_id != device.pk:
        raise UploadDiffers()
    return upload


def _require_room(device: Device, size: int, now: datetime) -> None:
    """A phone that was stolen shall not fill the disk. Raises UploadQuotaSpent."""
    today = Upload.objects.filter(device=device, begun_at__gt=now - timedelta(days=1))
    begun = today.order_by().aggregate(files=Count("pk"), bytes=Sum("bytes"))
    is_too_much = (begun["bytes"] or 0) + size > conf.upload_bytes_a_day()
    if begun["files"] >= conf.uploads_a_day() or is_too_much:
        raise UploadQuotaSpent()


def add_piece(
    *, device: Device, upload_id: UUID, offset: int, content: bytes, now: datetime
) -> Upload:
    """Keep `content` (bytes from `offset` on); the last piece makes the file whole.

    Raises Upload.DoesNotExist, UploadOffsetDiffers, UploadTooLarge, UploadDamaged (the file
    is begun again).
    """
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload_id, device=device)
        if upload.offset != offset or upload.state == UploadState.FINISHED:
            raise UploadOffsetDiffers(offset=upload.offset)
        if offset + len(content) > upload.bytes:
            raise UploadTooLarge(megabytes=conf.upload_max_bytes() // 1_000_000)
        _keep(upload, content, now)
        if upload.offset == upload.bytes:
            _finish(upload, now)
        upload.save(update_fields=["offset", "last_piece_at", "state", "file", "finished_at"])
    # After the transaction: that it has to begin again must stay.
    if upload.state == UploadState.BROKEN:
        raise UploadDamaged()
    return upload


def _keep(upload: Upload, content: bytes, now: datetime) -> None:
    if content:
        piece = UploadPiece(upload=upload, offset=upload.offset, bytes=len(content))
        piece.file.save(str(upload.offset), ContentFile(content), save=False)
        piece.save()
    upload.offset += len(content)
    upload.last_piece_at, upload.state = now, UploadState.OPEN


def _finish(upload: Upload, now: datetime) -> None:
    """Put the pieces together and compare; what is wrong is thrown away and begun again."""
    digest = hashlib.sha256()
    with tempfile.TemporaryFile() as whole:
        for piece in upload.pieces.all():
            with piece.file.open() as part:
                for chunk in part.chunks():
                    digest.update(chunk)
                    whole.write(chunk)
        if digest.hexdigest() == upload.sha256:
            whole.seek(0)
            upload.file.save(upload.pk.hex, File(whole), save=False)
            upload.state, upload.finished_at = UploadState.FINISHED, now
            # The phone counted while it sent its records; files come after them.
            lying = Device.objects.filter(pk=upload.device_id, unsent_files__gt=0)
            lying.update(unsent_files=F("unsent_files") - 1)
            transaction.on_commit(partial(offer, upload))
        else:
            upload.state, upload.offset = UploadState.BROKEN, 0
    forget_pieces(upload)


def forget_pieces(upload: Upload) -> None:
    for piece in upload.pieces.all():
        delete_on_commit(piece.file)
    upload.pieces.all().delete()
