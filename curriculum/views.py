"""What readers see and send. Wagtail's pages come here, and so does the short way to them.

The short way (`read`) finds a kept page or reading by its address and skips Wagtail's
walk down the page tree. A guest is a request without a session cookie: nothing of hers
is personal, nothing is stored, no cookie is set, and no query is made for a kept page.
"""

import json
import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    JsonResponse,
)
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST
from wagtail.views import serve as wagtail_serve

from curriculum import conf, shelf
from curriculum.deck import deck_of
from curriculum.errors import (
    BatchTooLarge,
    BatchUnreadable,
    CurriculumError,
    EventUnreadable,
    SignInToSend,
)
from curriculum.permissions import may_keep_progress
from curriculum.pinned_readings import pinned_reading
from curriculum.reader_progress import progress_in
from curriculum.rendering import (
    Card,
    IndexReading,
    LessonReading,
    ModuleReading,
    Option,
    Reading,
)
from curriculum.searching import find, first_of_each_craft
from curriculum.sent_events import moment
from curriculum.services import Receipt, receive_events, record_answer, record_lesson_done

ASKED = "cari"  # what a reader looks for, in the address of the shelf

TEMPLATES = {
    "index": "curriculum/index.html",
    "module": "curriculum/module.html",
    "lesson": "curriculum/lesson.html",
}


@gzip_page
def read(request: HttpRequest, path: str = "") -> HttpResponse:
    """Answer from the shelf what lies there, and ask Wagtail for the rest."""
    guest = is_guest(request)
    searches = ASKED in request.GET
    kept = shelf.find_page(request) if guest and request.method in ("GET", "HEAD") else None
    if kept is not None and not searches:
        return kept
    address, below = split_address(request.path)
    reading = shelf.find_reading(request, address) if searches or not guest else None
    if kept is not None and isinstance(reading, LessonReading | ModuleReading):
        # Only a shelf is searched; elsewhere the word in the address means nothing.
        return kept
    if reading is None:
        mounted_at = reverse("wagtail_serve", args=[""])
        return wagtail_serve(request, request.path.removeprefix(mounted_at))
    return show(request, reading, below)


def is_guest(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME not in request.COOKIES


def split_address(path: str) -> tuple[str, str]:
    """("/pelajaran/m01/pilih-kayu/", "selesai/") of the address of something below a lesson."""
    for mark in ("/cek/", "/selesai/"):
        address, found, rest = path.rpartition(mark)
        if found:
            return f"{address}/", f"{mark[1:]}{rest}"
    return path, ""


def serve_page(request: HttpRequest, page: Any, below: str) -> HttpResponse:
    """Make the reading of a live page, keep it, and show it."""
    key = shelf.reading_key(request, split_address(request.path)[0])
    reading = page.get_reading(request)
    if reading is None:
        raise Http404
    shelf.keep_reading(key, reading)
    return show(request, reading, below)


def show(request: HttpRequest, reading: Reading, below: str = "") -> HttpResponse:
    """The page of `reading`, or of what lies `below` a lesson; kept if a guest asked."""
    if isinstance(reading, IndexReading) and ASKED in request.GET:
        return search(request, reading)
    may_keep = request.method == "GET" and reading.is_public and is_guest(request)
    key = shelf.page_key(request) if may_keep else ""
    if not is_guest(request):
        reading = pinned_reading(request, reading)
    response = _respond(request, reading, below)
    if may_keep and response.status_code == 200 and not response.cookies:
        return shelf.keep_page(key, request, response)
    return response


def _respond(request: HttpRequest, reading: Reading, below: str) -> HttpResponse:
    if isinstance(reading, LessonReading) and below.startswith("cek/"):
        return check(request, reading, below)
    if isinstance(reading, LessonReading) and below == "selesai/":
        return done(request, reading)
    if below:
        raise Http404
    context = context_of(request, reading)
    if isinstance(reading, LessonReading):
        mine = {name: context[name] for name in ("form_id", "progress", "lang")}
        context["deck"] = deck_of(request, reading, **mine)
    return render(request, TEMPLATES[reading.kind], context)


def context_of(request: HttpRequest, reading: Reading, **more: Any) -> dict[str, Any]:
    """What every template of ours takes: `reading`, `progress` (None for guests), `keeps`."""
    is_preview = getattr(request, "is_preview", False)
    guest = is_guest(request)
    keeps = not is_preview and not guest and may_keep_progress(request.user)
    language = reading.language
    return {
        "reading": reading,
        "progress": progress_in(request.user, reading) if keeps else None,
        "keeps_progress": keeps,
        # Lessons are in the language they were written in, whatever the page speaks.
        "lang": format_html(' lang="{}"', language) if language != get_language() else "",
        # A reader comes again and has the style sheet; a guest may be here for the first time.
        "inline_style": mark_safe(conf.inline_style()) if guest else "",  # noqa: S308 - a setting
        "sign_in_url": f"{resolve_url(settings.LOGIN_URL)}?next={reading.url}",
        # One number for each form of the page: the same form sent twice is one event.
        "form_id": uuid.uuid4() if keeps else None,
        **more,
    }


def search(request: HttpRequest, reading: IndexReading) -> HttpResponse:
    """What the shelf has about the words in the address (`?cari=`); never kept as a page."""
    found = find(request, reading, request.GET[ASKED])
    crafts = [] if found.hits else first_of_each_craft(reading)
    context = context_of(request, reading, found=found, crafts=crafts)
    return render(request, "curriculum/search.html", context)


def check(request: HttpRequest, reading: LessonReading, below: str) -> HttpResponse:
    """A guest opens an answer's page; a signed-in reader's answer is kept first."""
    _cek, block_id, *rest = below.rstrip("/").split("/")
    card = reading.check(block_id)
    if card is None:
        raise Http404
    if not rest:
        return answer(request, reading, card)
    option = card.option(rest[0])
    if option is None:
        raise Http404
    more = {"card": card, "option": option, "next_mark": reading.mark_after(card)}
    return render(request, "curriculum/answer.html", context_of(request, reading, **more))


def answer(request: HttpRequest, reading: LessonReading, card: Card) -> HttpResponse:
    """Keep the chosen answer and go to its page. Anything unclear leads back to the card."""
    if request.method != "POST":
        return redirect(f"{reading.url}#k{card.number}")
    option = card.option(request.POST.get("option", ""))
    event_id = _form_id(request)
    if option is None or event_id is None:
        return redirect(f"{reading.url}#k{card.number}")
    if may_keep_progress(request.user):
        _keep_answer(request, reading, card, option, event_id)
    return redirect(f"{reading.url}cek/{card.id}/{option.id}/")


def _keep_answer(
    request: HttpRequest, reading: LessonReading, card: Card, option: Option, event_id: uuid.UUID
) -> None:
    try:
        record_answer(
            # The browser's "back" shows the same form: another answer is another event.
            event_id=uuid.uuid5(event_id, option.id),
            reader=request.user,
            reading=reading,
            card=card,
            option=option,
        )
    except CurriculumError:
        # The explanation is worth more than the record: the reader learns either way.
        return


def done(request: HttpRequest, reading: LessonReading) -> HttpResponse:
    """Keep that the lesson is done, and show its end again."""
    if request.method not in ("GET", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    event_id = _form_id(request)
    if request.method == "POST" and event_id and may_keep_progress(request.user):
        record_lesson_done(event_id=event_id, reader=request.user, reading=reading)
    return redirect(f"{reading.url}#akhir")


def _form_id(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("form_id", ""))
    except ValueError:
        return None


@require_POST
def receive(request: HttpRequest) -> JsonResponse:
    """What a phone kept while it was offline: {"sent_at", "device", "events": [...]}.

    Answers 200 with one result for each record, in order; 4xx when nothing was stored.
    """
    try:
        if is_guest(request) or not may_keep_progress(request.user):
            raise SignInToSend()
        sent, sent_at, device = batch_of(request)
        receipts = receive_events(sender=request.user, sent=sent, sent_at=sent_at, device=device)
    except CurriculumError as refusal:
        status = {SignInToSend: 401, BatchTooLarge: 413}.get(type(refusal), 400)
        return JsonResponse({"code": refusal.code, "sentence": str(refusal)}, status=status)
    return JsonResponse({"results": [told(receipt) for receipt in receipts]})


def batch_of(request: HttpRequest) -> tuple[list[Any], datetime, uuid.UUID | None]:
    try:
        batch = json.loads(request.body, parse_constant=_no_number)
        device = batch.get("device")
        sent = batch["events"]
        if not isinstance(sent, list):
            raise BatchUnreadable()
        return sent, moment(batch["sent_at"], "sent_at"), device and uuid.UUID(device)
    except RequestDataTooBig as too_big:
        raise BatchTooLarge(limit=conf.max_events()) from too_big
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as wrong:
        raise BatchUnreadable() from wrong
    except EventUnreadable as wrong:
        raise BatchUnreadable() from wrong


def _no_number(constant: str) -> None:
    """Python reads NaN and Infinity; JSON has neither, and no database stores them in it."""
    raise ValueError(constant)


def told(receipt: Receipt) -> dict[str, Any]:
    told = {"id": receipt.sent_id, "status": receipt.status, "kept": receipt.is_kept}
    if receipt.refusal is not None:
        told |= {"code": receipt.refusal.code, "sentence": str(receipt.refusal)}
    return told
