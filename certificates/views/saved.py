"""The page that checks without signal: itself, its worker, the keys and the signed lists.

No answer here knows who asks. All of it lies under the verification address alone, so that the
service worker serves nothing else.
"""

import hashlib
import json
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from certificates.services.proving import public_keys
from certificates.services.revocation_lists import published_lists

STATIC = (
    "certificates/certificates.css",
    "certificates/proof.js",
    "certificates/save.js",
    "certificates/seal.svg",
)
# What phones may keep for a moment, so that a village office asks once and not for each paper.
_LISTS_AGE = "public, max-age=60"
_SCHEMA = 1


@require_GET
@gzip_page
def page(request: HttpRequest) -> HttpResponse:
    """The saved page: what opens instead of the answer when there is no signal."""
    return _answer(request, _page(), "text/html; charset=utf-8")


@require_GET
@gzip_page
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, told what to keep; its text changes with every part."""
    home = reverse("certificates:saved")
    parts = [_text(each) for each in STATIC]
    told = {
        "page": home,
        "parts": [home, *map(static, STATIC)],
        "lists": [reverse("certificates:keys"), reverse("certificates:revocations")],
        "version": _digest("".join([_page(), *parts])),
    }
    text = f"self.pendamping={json.dumps(told)};\n{_text('certificates/checker.js')}"
    return _answer(request, text, "text/javascript; charset=utf-8")


@require_GET
@gzip_page
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys of all issuers, old ones too. Shape: `services.proving.public_keys`."""
    return _list(request, {"schema": _SCHEMA, "keys": public_keys()})


@require_GET
@gzip_page
def revocations(request: HttpRequest) -> HttpResponse:
    """The signed list of every issuer. Shape: `services.revocation_lists`."""
    return _list(request, {"schema": _SCHEMA, "lists": published_lists()})


def _page() -> str:
    context = {
        "language": get_language(),
        "home": reverse("certificates:saved"),
        "worker": reverse("certificates:worker"),
        "keys": reverse("certificates:keys"),
        "lists": reverse("certificates:revocations"),
    }
    return render_to_string("certificates/saved.html", context)


def _list(request: HttpRequest, content: dict[str, object]) -> HttpResponse:
    text = json.dumps(content, separators=(",", ":"))
    response = _answer(request, text, "application/json")
    response["Cache-Control"] = _LISTS_AGE
    return response


def _answer(request: HttpRequest, text: str, content_type: str) -> HttpResponse:
    """`text`, asked for again each time and then mostly answered with 304."""
    response = HttpResponse(text, content_type=content_type)
    response["Cache-Control"] = "no-cache"
    response["ETag"] = etag = f'W/"{_digest(text)}"'
    return get_conditional_response(request, etag=etag, response=response)


def _text(path: str) -> str:
    found = finders.find(path)
    if found is None:
        raise ImproperlyConfigured(f"The static file {path} of certificates is not installed.")
    return Path(found).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
