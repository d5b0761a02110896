"""What a phone asks for to read without a connection: packs, the app around them, keys.

Everything lies below `hp/` ("handphone") of the lesson index. Nothing here is personal,
except what is asked with a reader's key.
"""

import hashlib
import json
import re
import uuid
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_POST

from curriculum import conf
from curriculum.compressing import compressed
from curriculum.errors import (
    BatchTooLarge,
    BatchUnreadable,
    CurriculumError,
    PackNotPossible,
    ReaderKeyUnknown,
    SignInToSend,
)
from curriculum.kept_pages import frame_of
from curriculum.models import EventKind, ModuleRelease, OfflinePack, ProgressEvent, ReaderKey
from curriculum.pack_signing import public_key, signature_of
from curriculum.packs import changed_since, manifest_text
from curriculum.permissions import may_keep_progress
from curriculum.pinned_readings import held_by
from curriculum.services import end_reader_key, give_reader_key, make_pack, receive_with_key
from curriculum.services.keeping import path_of_content
from curriculum.views import batch_of, is_guest, told

SCRIPTS = Path(__file__).parent / "static" / "curriculum"
SHELF_SCRIPTS = ("reader", "shelf")
# What readers choose from, and the sign of the app itself.
FACES = ("matahari", "ikan", "daun", "bunga", "bintang", "rumah", "burung", "perahu", "buku")
DIGEST = re.compile(r"[0-9a-f]{64}")
KEEP_FOREVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"
MOST_MODULES = 100

View = Callable[..., HttpResponse]


def _refusing(view: View) -> View:
    """A refusal as JSON: {"code", "sentence"}."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except CurriculumError as refusal:
            kinds = {
                SignInToSend: 401,
                ReaderKeyUnknown: 401,
                BatchTooLarge: 413,
                PackNotPossible: 404,
            }
            told_of = {"code": refusal.code, "sentence": str(refusal)}
            return JsonResponse(told_of, status=kinds.get(type(refusal), 400))

    return answer


# --- The app around the packs -------------------------------------------------


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
    if name not in SHELF_SCRIPTS:
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
                for name in SHELF_SCRIPTS
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
    sheets = [(SCRIPTS / name).read_text(encoding="utf-8") for name in names]
    return "\n".join([conf.inline_style(), *sheets])


def _script(name: str) -> str:
    return (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")


def _face(name: str) -> str:
    return (SCRIPTS / "faces" / f"{name}.svg").read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _fresh(request: HttpRequest, text: str, content_type: str) -> HttpResponse:
    """`text`, asked for again each time and then mostly answered with 304."""
    response = HttpResponse(text, content_type=content_type)
    response.headers["Cache-Control"] = ASK_EACH_TIME
    response.headers["Vary"] = "Cookie"
    response.headers["ETag"] = etag = f'W/"{_digest(text)}"'
    return get_conditional_response(request, etag=etag, response=response)


# --- Packs --------------------------------------------------------------------


@require_GET
@_refusing
def pack(request: HttpRequest, module_id: int) -> HttpResponse:
    """The pack of the release that this reader reads; with `?dari=<digest>` what changed."""
    found = make_pack(release=_release(request, module_id), language=get_language() or "")
    facts: dict[str, Any] = {"digest": found.digest, "signature": signature_of(found.digest)}
    base = request.GET.get("dari", "")
    old = OfflinePack.objects.filter(digest=base).first() if DIGEST.fullmatch(base) else None
    if base == found.digest:
        facts["same"] = True
    elif old is None:
        facts["manifest"] = found.manifest
    else:
        facts |= {"base": base, **changed_since(old.manifest, found.manifest)}
    return compressed(request, manifest_text(facts).encode(), "application/json")


def _release(request: HttpRequest, module_id: int) -> ModuleRelease:
    releases = ModuleRelease.objects.filter(page_id=module_id, page__live=True)
    held = None
    if not is_guest(request) and may_keep_progress(request.user):
        held = held_by(request.user).get(module_id)
    found = releases.filter(pk=held) if held else releases.current()
    release = found.select_related("page").first()
    if release is None:
        raise Http404
    return release


@require_GET
def latest(request: HttpRequest) -> JsonResponse:
    """Which packs are the newest of the modules `m`: {module key: digest}; two queries.

    A module that was taken back, or whose pack is still being made, is absent.
    """
    keys = [int(each) for each in request.GET.getlist("m")[:MOST_MODULES] if each.isdecimal()]
    language = get_language() or ""
    held = {} if is_guest(request) else held_by(request.user)
    releases = ModuleRelease.objects.current().filter(page_id__in=keys)
    wanted = {row["page_id"]: row["pk"] for row in releases.values("page_id", "pk")} | {
        module_id: release_id for module_id, release_id in held.items() if module_id in keys
    }
    packs = OfflinePack.objects.filter(
        release_id__in=wanted.values(), language=language, frame=frame_of(language)
    )
    rows = packs.order_by().values_list("release__page_id", "digest")
    return JsonResponse({str(module_id): digest for module_id, digest in rows})


@require_GET
def pack_page(request: HttpRequest, digest: str) -> HttpResponse:
    """A stored page, named by its content: it never changes.

    Handed out as plain bytes, which no browser shows; the phone knows what it is.
    """
    try:
        with default_storage.open(path_of_content(digest, ".page")) as stored:
            response = compressed(request, stored.read(), "application/octet-stream")
    except FileNotFoundError as missing:
        raise Http404 from missing
    response.headers["Cache-Control"] = KEEP_FOREVER
    return response


# --- Readers on this phone ----------------------------------------------------


@require_GET
@_refusing
def me(request: HttpRequest) -> JsonResponse:
    """Who is signed in now: her name, and the token that her next form needs."""
    _require_reader(request)
    told_of = {"name": request.user.get_full_name(), "csrf": get_token(request)}
    return JsonResponse(told_of, headers={"Cache-Control": "no-store"})


@require_GET
def sign_in(request: HttpRequest) -> HttpResponse:
    """To the site's sign-in page, and back to the phone's shelf."""
    return redirect_to_login(reverse("curriculum:phone"))


@require_POST
@_refusing
def give_key(request: HttpRequest) -> JsonResponse:
    """A key for the signed-in reader on the phone `{"device": uuid}`."""
    _require_reader(request)
    try:
        device = uuid.UUID(json.loads(request.body)["device"])
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as wrong:
        raise BatchUnreadable() from wrong
    secret = give_reader_key(user=request.user, device=device)
    # `person` tells the phone that somebody it knows came again with a new key.
    who = {"person": request.user.pk, "name": request.user.get_full_name()}
    told_of = {"secret": secret, **who}
    return JsonResponse(told_of, headers={"Cache-Control": "no-store"})


def _require_reader(request: HttpRequest) -> None:
    if is_guest(request) or not may_keep_progress(request.user):
        raise SignInToSend()


# No cookie is asked: whoever holds the key may send, so no other site can make a browser do it.
@csrf_exempt
@require_POST
@_refusing
def send(request: HttpRequest) -> JsonResponse:
    """As `curriculum.views.receive`, with a reader's key; "ended" says it no longer counts."""
    sent, sent_at, device = batch_of(request)
    receipts, in_use = receive_with_key(
        secret=_secret(request), sent=sent, sent_at=sent_at, device=device
    )
    return JsonResponse({"results": [told(each) for each in receipts], "ended": not in_use})


@csrf_exempt
@require_POST
@_refusing
def forget_reader(request: HttpRequest) -> HttpResponse:
    end_reader_key(secret=_secret(request))
    return HttpResponse(status=204)


@require_GET
@_refusing
def progress(request: HttpRequest) -> JsonResponse:
    """What the key's reader has done, wherever: {"lessons": [page key], "checks": [card id]}."""
    found = ReaderKey.objects.in_use().of_secret(_secret(request)).first()
    if found is None:
        raise ReaderKeyUnknown()
    events = ProgressEvent.objects.filter(user_id=found.user_id).order_by()
    lessons = events.filter(kind=EventKind.LESSON_DONE).values_list("lesson_id", flat=True)
    checks = events.right_answers().values_list("block_id", flat=True)
    told_of = {"lessons": list(lessons.distinct()), "checks": list(map(str, checks.distinct()))}
    return JsonResponse(told_of, headers={"Cache-Control": "no-store"})


def _secret(request: HttpRequest) -> str:
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Reader" or not secret:
        raise ReaderKeyUnknown()
    return secret.strip()
