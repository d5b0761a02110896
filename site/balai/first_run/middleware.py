"""Until a real site has an administrator, every page leads to the first run."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from balai.first_run.services import administrator_exists

_OPEN = ("/mulai/", "/healthz", "/bahasa/", "/gaya/", "/static/", "/media/")


class FirstRunMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # Asked until the answer is yes, then never again by this process.
        self._is_started = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._must_wait(request):
            return self.get_response(request)
        response = redirect("first_run:begin")
        response.headers["Cache-Control"] = "no-store"
        return response

    def _must_wait(self, request: HttpRequest) -> bool:
        if settings.DEMO or self._is_started or request.path.startswith(_OPEN):
            return False
        self._is_started = administrator_exists()
        return not self._is_started
