"""Files that records announced: attached when they are here and are what was announced."""

from collections.abc import Collection
from typing import Any, BinaryIO
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from mentoring import arrived_uploads
from mentoring.conf import photo_long_side, photo_max_bytes, voice_max_bytes
from mentoring.photos import KeptPhoto, prepare_photo
from mentoring.sessions.models import Evidence, VoiceNote
from mentoring.sessions.photo_marks import note_reuse
from mentoring.voices import read_voice


def keep_photo(evidence: Evidence, photo: KeptPhoto) -> None:
    """Give `evidence` its file: re-encoded, smaller, without what the camera wrote in it."""
    evidence.sha256 = photo.sha256
    evidence.photo.save("photo.jpg", ContentFile(photo.content), save=False)
    evidence.save(update_fields=["photo", "sha256"])
    note_reuse({evidence.original_sha256})


def attach_arrived(uploads: Collection[UUID]) -> None:
    """Attach those of `uploads` that came before their record did, as `arrived_uploads` says."""
    arrived_uploads.attach_arrived(uploads, attach_upload)


@transaction.atomic
def attach_upload(*, upload: Any, file: BinaryIO) -> bool:
    """Give every photograph and voice that named `upload` its file; whether any waited.

    upload: id, sha256 of what came, device with its user_id. Only what the same person
    announced, with that very hash, is given it: an id alone proves nothing. Doing it again
    changes nothing. Raises the refusals of `mentoring.errors` for a file
    that is no photograph or recording.
    """
    hers = {"upload": upload.id, "recorded_by": upload.device.user_id}
    announced = Evidence.objects.select_for_update().filter(
        **hers, original_sha256=upload.sha256, photo=""
    )
    photos = list(announced)
    if photos:
        kept = prepare_photo(file, long_side=photo_long_side(), max_bytes=photo_max_bytes())
        for evidence in photos:
            keep_photo(evidence, kept)
    spoken = VoiceNote.objects.select_for_update().filter(
        **hers, sha256=upload.sha256, recording=""
    )
    voices = list(spoken)
    if voices:
        voice = read_voice(file, max_bytes=voice_max_bytes())
        for note in voices:
            note.media_type = voice.kind
            note.recording.save("voice", ContentFile(voice.content), save=False)
            note.save(update_fields=["recording", "media_type"])
    return bool(photos or voices)


def still_waited_for(uploads: Collection[Any]) -> set[UUID]:
    """The ids of those `uploads` whose photograph or voice has no file yet; two queries.

    uploads: as in `attach_upload`, whose rule it is: the same person, the same hash.
    """
    told = {(each.pk, each.device.user_id, each.sha256) for each in uploads}
    keys = [each.pk for each in uploads]
    photos = Evidence.objects.filter(upload__in=keys, photo="").order_by()
    voices = VoiceNote.objects.filter(upload__in=keys, recording="").order_by()
    waiting = {
        *photos.values_list("upload", "recorded_by", "original_sha256"),
        *voices.values_list("upload", "recorded_by", "sha256"),
    }
    return {upload for upload, _user, _sha256 in told & waiting}
