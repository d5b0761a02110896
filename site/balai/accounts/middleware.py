"""Which language a page is in: the person's own, else the cookie, else Indonesian."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

OFFERED = {code for code, _name in settings.PAGE_LANGUAGES}


class PreferredLanguageMiddleware:
    """Indonesian first.

    Django's own middleware follows the browser's header, and most cheap phones are
    sold with an English one: a crafter would read English she never asked for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if language not in OFFERED:
            language = self._own_language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    @staticmethod
    def _own_language(request: HttpRequest) -> str:
        # Without a session cookie nobody is signed in: asking for the user would
        # read the session table on every page a guest opens.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return settings.LANGUAGE_CODE
        if not request.user.is_authenticated:
            return settings.LANGUAGE_CODE
        return request.user.preferred_language
