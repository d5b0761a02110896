"""Routes of photographs and voices, after the core of the tus protocol 1.0 (tus.io)."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header, Router

from mentoring.field import conf
from mentoring.field.api.bodies import read_body
from mentoring.field.api.shapes import Refusal, UploadIn, UploadOut
from mentoring.field.errors import BodyUnreadable
from mentoring.field.models import Upload
from mentoring.field.services import add_piece, begin_upload

router = Router(tags=["files"])
_PIECE = {
    "requestBody": {
        "required": True,
        "content": {
            "application/offset+octet-stream": {"schema": {"type": "string", "format": "binary"}}
        },
    }
}


_REFUSED = {401: Refusal, 409: Refusal, 413: Refusal, 415: Refusal, 429: Refusal}


@router.post("", response={200: UploadOut, **_REFUSED})
def begin(request: HttpRequest, response: HttpResponse, body: UploadIn) -> Any:
    """Begin a file, or ask how far one of this id came."""
    upload = begin_upload(
        device=request.auth,  # type: ignore[attr-defined]
        upload_id=body.id,
        record=body.record,
        sha256=body.sha256,
        size=body.bytes,
        media_type=body.media_type,
        now=timezone.now(),
    )
    return _told(upload, response)


@router.api_operation(["HEAD"], "{uuid:upload_id}/", response={200: None, 401: Refusal})
def how_far(request: HttpRequest, upload_id: UUID) -> Any:
    """How many bytes came: `Upload-Offset` of `Upload-Length`."""
    answer = HttpResponse(status=200, headers={"Cache-Control": "no-store"})
    _told(_found(request, upload_id), answer)
    return answer


@router.patch(
    "{uuid:upload_id}/",
    response={200: UploadOut, 401: Refusal, 409: Refusal, 413: Refusal, 422: Refusal},
    openapi_extra=_PIECE,
)
def go_on(
    request: HttpRequest,
    response: HttpResponse,
    upload_id: UUID,
    upload_offset: int = Header(..., alias="Upload-Offset", ge=0),
) -> Any:
    """Add a piece where the last one ended; the last one is compared with the file's hash."""
    if not request.headers.get("Content-Type", "").startswith("application/offset+octet-stream"):
        raise BodyUnreadable()
    _found(request, upload_id)
    upload = add_piece(
        device=request.auth,  # type: ignore[attr-defined]
        upload_id=upload_id,
        offset=upload_offset,
        content=read_body(request, most=conf.upload_max_bytes()),
        now=timezone.now(),
    )
    return _told(upload, response)


def _found(request: HttpRequest, upload_id: UUID) -> Upload:
    device = request.auth  # type: ignore[attr-defined]
    upload = Upload.objects.filter(pk=upload_id, device=device).first()
    if upload is None:
        raise Http404()
    return upload


def _told(upload: Upload, response: HttpResponse) -> dict[str, Any]:
    response.headers["Tus-Resumable"] = "1.0.0"
    response.headers["Upload-Offset"] = str(upload.offset)
    response.headers["Upload-Length"] = str(upload.bytes)
    return {"id": upload.pk, "offset": upload.offset, "state": upload.state}
