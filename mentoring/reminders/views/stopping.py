"""Stopping messages by the signed link of one of them: no account, no password."""

from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mentoring.registry.models import Person
from mentoring.reminders.models import ContactPreference
from mentoring.reminders.services import set_wish
from mentoring.reminders.stopping import read_token


# The link itself says for whom it is; a mail programme that stops messages with one tap
# (RFC 8058) posts without a form of ours.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask first: programmes that look at links before people do follow every one with GET."""
    whose = _whose(token)
    if request.method == "POST":
        set_wish(wants=request.POST.get("pesan") == "ya", now=timezone.now(), **whose)
    wish = ContactPreference.objects.filter(**whose).first()
    is_stopped = wish is not None and wish.stopped_at is not None
    context = {"is_stopped": is_stopped, "was_changed": request.method == "POST"}
    page = render(request, "mentoring_reminders/stop.html", context)
    page.headers["Referrer-Policy"] = "no-referrer"
    return page


def _whose(token: str) -> dict[str, Any]:
    """For whom the link is. Raises Http404 for what we did not sign, and for who is gone."""
    whose = read_token(token)
    if whose is None:
        raise Http404
    try:
        if "person_id" in whose:
            person = UUID(whose["person_id"])
            found = Person.objects.present().filter(pk=person).exists()
            whose = {"person_id": person}
        else:
            found = get_user_model()._default_manager.filter(pk=whose["user_id"]).exists()
    except (ValueError, ValidationError) as unreadable:
        raise Http404 from unreadable
    if not found:
        raise Http404
    return whose
