"""The app around the packs: shelf, style, scripts, service worker. The same for everybody."""

import hashlib
import json
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from curriculum import conf
from curriculum.phone.signing import public_key

OURS = Path(__file__).parent.parent / "static" / "curriculum"
SCRIPTS = ("reader", "shelf")
# What readers choose from, and the sign of the app itself.
FACES = ("matahari", "ikan", "daun", "bunga", "bintang", "rumah", "burung", "perahu", "buku")
ASK_EACH_TIME = "no-cache"


@require_GET
@gzip_page
def shelf(request: HttpRequest) -> HttpResponse:
    """What lies on this phone. The page is the same for everybody; a script fills it."""
    return _fresh(request, _shelf_page(), "text/html; charset=utf-8")


@require_GET
@gzip_page
def style(request: HttpRequest) -> HttpResponse:
    return _fresh(request, _style(), "text/css; charset=utf-8")


@require_GET
@gzip_page
def script(request: HttpRequest, name: str) -> HttpResponse:
    if name not in SCRIPTS:
        raise Http404
    return _fresh(request, _script(name), "text/javascript; charset=utf-8")


@require_GET
@gzip_page
def face(request: HttpRequest, name: str) -> HttpResponse:
    """One of the pictures that readers choose."""
    if name not in FACES:
        raise Http404
    return _fresh(request, _face(name), "image/svg+xml")


@require_GET
@gzip_page
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, told what the app consists of.

    Its text changes with every part and with the language, so browsers renew them all.
    """
    app = {
        "scope": reverse("curriculum:index"),
        "phone": reverse("curriculum:phone"),
        "parts": [
            {"url": reverse("curriculum:phone"), "revision": _digest(_shelf_page())},
            {"url": reverse("curriculum:phone_style"), "revision": _digest(_style())},
            *(
                {
                    "url": reverse("curriculum:phone_script", args=[name]),
                    "revision": _digest(_script(name)),
                }
                for name in SCRIPTS
            ),
            *(
                {
                    "url": reverse("curriculum:phone_face", args=[name]),
                    "revision": _digest(_face(name)),
                }
                for name in FACES
            ),
            {"url": reverse("curriculum:phone_key"), "revision": _digest(public_key())},
        ],
    }
    text = f"self.pendamping={json.dumps(app)};\n{_script('worker')}"
    response = _fresh(request, text, "text/javascript; charset=utf-8")
    response.headers["Service-Worker-Allowed"] = app["scope"]
    return response


@require_GET
def app_manifest(request: HttpRequest) -> HttpResponse:
    """What an installed app is called and how it looks (W3C Web App Manifest)."""
    name = conf.app_name()
    index, phone = reverse("curriculum:index"), reverse("curriculum:phone")
    text = json.dumps(
        {
            "id": index,
            "name": name,
            "short_name": name[:12],
            "lang": get_language(),
            "start_url": phone,
            "scope": index,
            "display": "standalone",
            "background_color": "#fbf7f0",
            "theme_color": "#7a3b12",
            "icons": [
                {
                    "src": static(f"curriculum/app-{size}.png"),
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": "any maskable",
                }
                for size in (192, 512)
            ],
        }
    )
    return _fresh(request, text, "application/manifest+json")


@require_GET
def key(request: HttpRequest) -> HttpResponse:
    """The public key that packs passed from hand to hand are checked with."""
    return _fresh(request, public_key(), "text/plain; charset=us-ascii")


def _shelf_page() -> str:
    return render_to_string("curriculum/kept/shelf.html")


def _style() -> str:
    """The style that lesson pages carry, or this plugin's own; and what only phones need."""
    own, more = ("base.css", "cards.css"), ("phone.css",)
    names = more if conf.inline_style() else own + more
    sheets = [(OURS / name).read_text(encoding="utf-8") for name in names]
    return "\n".join([conf.inline_style(), *sheets])


def _script(name: str) -> str:
    return (OURS / f"{name}.js").read_text(encoding="utf-8")


def _face(name: str) -> str:
    return (OURS / "faces" / f"{name}.svg").read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _fresh(request: HttpRequest, text: str, content_type: str) -> HttpResponse:
    """`text`, asked for again each time and then mostly answered with 304."""
    response = HttpResponse(text, content_type=content_type)
    response.headers["Cache-Control"] = ASK_EACH_TIME
    response.headers["Vary"] = "Cookie"
    response.headers["ETag"] = etag = f'W/"{_digest(text)}"'
    return get_conditional_response(request, etag=etag, response=response)
