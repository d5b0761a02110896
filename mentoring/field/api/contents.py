"""Routes of what a phone takes along."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils import timezone
from ninja import Router

from mentoring.field.api.bodies import packed
from mentoring.field.api.door import may_pull, state_of
from mentoring.field.api.shapes import ContentsOut, Refusal
from mentoring.field.contents import bucket_of, buckets_of
from mentoring.field.models import Device

router = Router(tags=["contents"])


@router.get("contents/", response={200: ContentsOut, 401: Refusal})
def contents(request: HttpRequest) -> Any:
    """Every bucket with its digest; nothing for a phone that was signed out."""
    device, now = request.auth, timezone.now()  # type: ignore[attr-defined]
    Device.objects.filter(pk=device.pk).update(last_seen_at=now)
    buckets = buckets_of(device.user, today=timezone.localdate()) if may_pull(device) else ()
    said = {
        "server_time": now,
        "buckets": [
            {
                "part": each.part,
                "key": each.key,
                "digest": each.digest,
                "bytes": len(each.text.encode()),
            }
            for each in buckets
        ],
        "device": {"state": state_of(device)},
    }
    return packed(request, JsonResponse(said))


@router.get(
    "contents/{part}/{key}/",
    response={200: dict[str, Any], 304: None, 401: Refusal},
)
def bucket(request: HttpRequest, part: str, key: str) -> HttpResponse:
    """One bucket. Its ETag is its digest."""
    device = request.auth  # type: ignore[attr-defined]
    found = None
    if may_pull(device):
        found = bucket_of(device.user, part, key, today=timezone.localdate())
    if found is None:
        raise Http404()
    etag = f'"{found.digest}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers=headers)
    response = HttpResponse(found.text, content_type="application/json", headers=headers)
    return packed(request, response)
