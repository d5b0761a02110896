"""Photos of phones' sheets: each answer gets its own once it is here and is what was announced."""

from collections.abc import Collection
from typing import Any, BinaryIO
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from mentoring import arrived_uploads, conf
from mentoring.incubation.models import Response
from mentoring.photos import prepare_photo


def attach_arrived(uploads: Collection[UUID]) -> None:
    """Attach those of `uploads` that came before their sheet did, as `arrived_uploads` says."""
    arrived_uploads.attach_arrived(uploads, attach_upload)


@transaction.atomic
def attach_upload(*, upload: Any, file: BinaryIO) -> bool:
    """Give every answer that named `upload` its photo; whether any waited.

    upload: id, sha256 of what came, device with its user_id. Only what the same rater announced,
    with that very hash, is given it. Doing it again changes nothing. Raises the refusals of
    `mentoring.photos` for a file that is no photograph.
    """
    announced = Response.objects.select_for_update(of=("self",)).filter(
        upload=upload.id,
        announced_sha256=upload.sha256,
        round__rater=upload.device.user_id,
        file="",
    )
    waiting = list(announced)
    if not waiting:
        return False
    kept = prepare_photo(file, long_side=conf.photo_long_side(), max_bytes=conf.photo_max_bytes())
    for response in waiting:
        response.file.save("photo.jpg", ContentFile(kept.content), save=False)
        response.save(update_fields=["file"])
    return True


def still_waited_for(uploads: Collection[Any]) -> set[UUID]:
    """The ids of those `uploads` that an answer still waits for; one query."""
    told = {(each.pk, each.device.user_id, each.sha256) for each in uploads}
    rows = Response.objects.filter(upload__in=[each.pk for each in uploads], file="").order_by()
    waiting = set(rows.values_list("upload", "round__rater", "announced_sha256"))
    return {upload for upload, _user, _sha256 in told & waiting}
