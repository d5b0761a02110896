"""What a phone cannot send itself is brought by a file that only the office can open."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.errors import MentoringError
from mentoring.field import conf
from mentoring.field.deliveries import read_delivery
from mentoring.field.errors import RescueUnreadable, UploadDamaged
from mentoring.field.keys import export_key, from_text
from mentoring.field.models import Device, Envelope, Upload, UploadState
from mentoring.field.services.pushing import bring_in
from mentoring.field.services.uploads import add_piece, begin_upload


@dataclass(frozen=True)
class Rescued:
    """files: how many photographs and voices are kept; refused: why others are not."""

    records: list[Envelope]
    files: int
    refused: list[str]


def bring_in_rescue_file(
    *, device: Device, content: bytes, by: Any, now: datetime | None = None
) -> Rescued:
    """Keep and answer what `content` (the rescue file of `device`) holds, its files too.

    Bringing it twice, or beside what the phone sent, has one effect. Raises RescueUnreadable.
    """
    now = now or timezone.now()
    said = _opened(device, content)
    answers = [
        answer
        for part in _parts(said)
        for answer in bring_in(device=device, delivery=read_delivery(part), now=now)
    ]
    listed = said.get("files")
    whys = [_bring_in_file(device, each, now) for each in (listed if _is_list(listed) else ())]
    refused = [why for why in whys if why]
    rescued = Rescued([each for _number, each in answers], len(whys) - len(refused), refused)
    log(
        instance=device,
        action="mentoring.rescue_phone",
        user=by,
        data={"records": len(answers), "files": rescued.files, "refused": len(refused)},
    )
    return rescued


def _parts(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """`said` in deliveries that a phone could have sent: a file may hold far more than one."""
    listed, most = said.get("envelopes"), conf.push_max_envelopes()
    envelopes = listed if _is_list(listed) else []
    for start in range(0, len(envelopes), most):
        yield {**said, "envelopes": envelopes[start : start + most]}


def _is_list(said: Any) -> bool:
    return isinstance(said, list)


def _opened(device: Device, content: bytes) -> dict[str, Any]:
    try:
        sealed = json.loads(content)
        if sealed["v"] != 1 or UUID(sealed["device"]) != device.pk:
            raise RescueUnreadable()
        box, where = AESGCM(export_key(device)), from_text(sealed["iv"])
        said = json.loads(box.decrypt(where, from_text(sealed["ciphertext"]), b""))
    except (InvalidTag, KeyError, TypeError, ValueError, AttributeError, RecursionError) as strange:
        raise RescueUnreadable() from strange
    if not isinstance(said, dict):
        raise RescueUnreadable()
    return said


def _bring_in_file(device: Device, said: Any, now: datetime) -> str:
    """Keep one photograph or voice; why not, if it cannot be. It hurts no other."""
    try:
        whole = from_text(said["content"])
        upload = begin_upload(
            device=device,
            upload_id=UUID(said["id"]),
            record=UUID(said["record"]),
            sha256=str(said["sha256"]),
            size=len(whole),
            media_type=str(said["media_type"]),
            now=now,
            is_rescue=True,
        )
        if upload.state != UploadState.FINISHED:
            add_piece(
                device=device,
                upload_id=upload.pk,
                offset=upload.offset,
                content=whole[upload.offset :],
                now=now,
            )
    except MentoringError as refusal:
        return str(refusal)
    except (KeyError, TypeError, ValueError, AttributeError, Upload.DoesNotExist):
        return str(UploadDamaged())
    return ""
