"""The desk of a signed-in person, and the pages for what went wrong."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from balai.home.desk import desk_items


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    return render(request, "home/desk.html", desk_items(request.user, timezone.localdate()))


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    # No context processors: whatever broke may be one of them.
    return HttpResponse(_plain_error_page(), status=500)


def _plain_error_page() -> str:
    from django.template.loader import get_template  # noqa: PLC0415 - only when something broke

    return get_template("500.html").render({})
