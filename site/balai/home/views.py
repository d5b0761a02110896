"""The desk of a signed-in person, and the pages for what went wrong."""

import re
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from balai.home.colours import by_night, is_readable
from balai.home.desk import as_pictures, desk_items, everything_waiting, works_here


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """What waits and where to go; for somebody who only learns here, a few large pictures."""
    items = desk_items(request.user, timezone.localdate())
    if works_here(request.user):
        return render(request, "home/desk.html", items)
    context = {**items, **as_pictures(items["links"]), "spoken_help": "beranda"}
    return render(request, "home/pictures.html", context)


@login_required
def waiting(request: HttpRequest) -> HttpResponse:
    """Everything that waits for her, whatever her role, each with its first lines."""
    context = {"waiting": everything_waiting(request.user, timezone.localdate())}
    return render(request, "home/waiting.html", context)


def colour_sheet(request: HttpRequest, colour: str) -> HttpResponse:
    """The organisation's colour by day and by night, as the custom properties of balai.css.

    The address names the colour, so that browsers may keep the answer for ever.
    """
    if not re.fullmatch("[0-9a-f]{6}", colour) or not is_readable(f"#{colour}"):
        raise Http404
    sheet = (
        f":root{{--main:#{colour}}}"
        f"@media(prefers-color-scheme:dark){{:root{{--main:{by_night(f'#{colour}')}}}}}"
    )
    response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old: said in words, not as "CSRF verification failed"."""
    return render(request, "form_expired.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    # No context processors: whatever broke may be one of them.
    return HttpResponse(_plain_error_page(), status=500)


def _plain_error_page() -> str:
    from django.template.loader import get_template  # noqa: PLC0415 - only when something broke

    return get_template("500.html").render({})
