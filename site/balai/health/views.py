"""`/healthz`: 200 when every part is up, 503 naming the parts that are not."""

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from balai.health.models import Component, Heartbeat


def healthz(request: HttpRequest) -> JsonResponse:
    """Answer `{"status": "ok"|"down", "parts": {name: "up"|"down"}, "down": [names]}`."""
    parts = {"web": True, **_recorded_parts()}
    down = sorted(name for name, up in parts.items() if not up)
    response = JsonResponse(
        {
            "status": "down" if down else "ok",
            "parts": {name: "up" if up else "down" for name, up in parts.items()},
            "down": down,
        },
        status=503 if down else 200,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _recorded_parts() -> dict[str, bool]:
    now = timezone.now()
    try:
        heartbeats = {beat.component: beat for beat in Heartbeat.objects.all()}
    except DatabaseError:
        return {"database": False, **{part.value: False for part in Component}}
    alive = {
        part.value: part.value in heartbeats and heartbeats[part.value].is_alive(now)
        for part in Component
    }
    return {"database": True, **alive}
