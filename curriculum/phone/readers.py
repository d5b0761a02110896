"""Readers who share a phone: their keys, and what is sent with them."""

import json
import uuid

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from curriculum.errors import BatchUnreadable, ReaderKeyUnknown, SignInToSend
from curriculum.models import EventKind, ProgressEvent, ReaderKey
from curriculum.permissions import may_keep_progress
from curriculum.phone.refusing import refusing
from curriculum.services import end_reader_key, give_reader_key, receive_with_key
from curriculum.views import batch_of, is_guest, told


@require_GET
@refusing
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
@refusing
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
@refusing
def send(request: HttpRequest) -> JsonResponse:
    """As `curriculum.views.receive`, with a reader's key; "ended" says it no longer counts."""
    sent, sent_at, device = batch_of(request)
    receipts, in_use = receive_with_key(
        secret=_secret(request), sent=sent, sent_at=sent_at, device=device
    )
    return JsonResponse({"results": [told(each) for each in receipts], "ended": not in_use})


@csrf_exempt
@require_POST
@refusing
def forget_reader(request: HttpRequest) -> HttpResponse:
    end_reader_key(secret=_secret(request))
    return HttpResponse(status=204)


@require_GET
@refusing
def progress(request: HttpRequest) -> JsonResponse:
    """What the key's reader has done, wherever: {"lessons": [page key], "checks": [card id]}."""
    found = ReaderKey.objects.of_secret(_secret(request)).select_related("user").first()
    if found is None or not found.is_in_use():
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
