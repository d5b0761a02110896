"""The app on the phone: one page, its scripts, the service worker. The same for everybody.

No answer here knows who asks: whose phone it is, and what lies on it, only the phone knows.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from mentoring.field import conf
from mentoring.field.reading import offline_readings
from mentoring.field.rooms import screens

STATIC = "mentoring_field/"
OWN = ("app.js", "app.css", "app.svg")
ICON_SIZES = (192, 512)
ASK_EACH_TIME = "no-cache"


@dataclass(frozen=True)
class Screen:
    """One screen of a room: where its module lies, and its templates in the reader's language."""

    name: str
    module: str
    templates: str


@require_GET
@gzip_page
def page(request: HttpRequest) -> HttpResponse:
    """The one page of the app; scripts fill it."""
    return _fresh(_page(), "text/html; charset=utf-8", request)


@require_GET
@gzip_page
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, told what the app consists of.

    Its text changes with every part and with the language, so phones renew them all.
    """
    home = reverse("mentoring_field_app:home")
    app = {
        "home": home,
        "start": reverse("mentoring_field_app:start"),
        "parts": [
            {"url": home, "revision": _digest(_page())},
            {"url": reverse("mentoring_field_app:manifest"), "revision": _digest(_manifest())},
            *({"url": static(each), "revision": _digest(_text(each))} for each in _scripts()),
        ],
    }
    text = f"self.pendamping={json.dumps(app)};\n{_text(STATIC + 'worker.js')}"
    return _fresh(text, "text/javascript; charset=utf-8", request)


@require_GET
def app_manifest(request: HttpRequest) -> HttpResponse:
    """What the installed app is called and how it looks (W3C Web App Manifest)."""
    return _fresh(_manifest(), "application/manifest+json", request)


def _manifest() -> str:
    home = reverse("mentoring_field_app:home")
    return json.dumps(
        {
            "id": home,
            "name": _("Field book"),
            "short_name": _("Field book"),
            "lang": get_language(),
            "start_url": home,
            "scope": home,
            "display": "standalone",
            "background_color": "#fffaf3",
            "theme_color": "#7a3e12",
            "icons": [
                {
                    "src": static(f"{STATIC}app-{size}.png"),
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": "any maskable",
                }
                for size in ICON_SIZES
            ],
        }
    )


def _page() -> str:
    home = reverse("mentoring_field_app:home")
    return render_to_string(
        "mentoring_field/app/app.html",
        {
            "home": home,
            "api": f"{home}api/v1/",
            "version": _version(),
            "language_cookie": settings.LANGUAGE_COOKIE_NAME,
            "languages": [get_language_info(code) for code in conf.phone_languages()],
            "screens": [
                Screen(each.name, static(each.module), render_to_string(each.template))
                for each in screens().values()
            ],
        },
    )


def _version() -> str:
    """Which app a phone has: a digest of every script."""
    return _digest("".join(map(_text, _scripts())))


def _scripts() -> Iterator[str]:
    """The static paths of what the page loads; two screens may share a module."""
    yield from (STATIC + name for name in OWN)
    yield from dict.fromkeys(each.module for each in screens().values())
    yield from dict.fromkeys(each.script for each in offline_readings())


def _text(path: str) -> str:
    found = finders.find(path)
    if found is None:
        raise ImproperlyConfigured(
            f"The field app needs the static file {path}, which no installed app has. "
            "Correct the module of the screen in the room's offline.py."
        )
    return Path(found).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _fresh(text: str, content_type: str, request: HttpRequest) -> HttpResponse:
    """`text`, asked for again each time and then mostly answered with 304."""
    response = HttpResponse(text, content_type=content_type)
    response.headers["Cache-Control"] = ASK_EACH_TIME
    response.headers["Vary"] = "Cookie"
    response.headers["ETag"] = etag = f'W/"{_digest(text)}"'
    return get_conditional_response(request, etag=etag, response=response)
