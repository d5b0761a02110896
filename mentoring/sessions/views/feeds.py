"""The calendar that other apps read by a secret address."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from mentoring.sessions.calendar_feed import feed_of
from mentoring.sessions.models import CalendarFeed
from mentoring.sessions.services import end_feed, renew_feed
from mentoring.sessions.services.feeds import feed_of_secret, note_reading


@login_required
def subscription(request: HttpRequest) -> HttpResponse:
    """Make, renew or end one's own address; it is shown in the answer to making it, once."""
    address = ""
    if request.method == "POST":
        if "hentikan" in request.POST:
            end_feed(user=request.user)
        else:
            secret = renew_feed(user=request.user, now=timezone.now())
            path = reverse("mentoring_sessions:calendar_ics", args=[secret])
            address = request.build_absolute_uri(path)
    context = {
        "address": address,
        "feed": CalendarFeed.objects.filter(user=request.user).first(),
    }
    answer = render(request, "mentoring_sessions/calendar_feed.html", context)
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "same-origin"
    return answer


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The iCalendar text. Whoever has the address reads it; no account, no cookie."""
    found = feed_of_secret(secret)
    if found is None:
        raise Http404
    today = timezone.localdate()
    note_reading(feed=found, today=today)
    made = feed_of(found.user, today, base_url=request.build_absolute_uri("/").rstrip("/"))
    answer = HttpResponse(made.text, content_type="text/calendar; charset=utf-8")
    answer["ETag"] = made.etag
    answer["Cache-Control"] = "private, max-age=900"
    answer["Content-Disposition"] = 'inline; filename="pendamping.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=made.etag, response=answer) or answer
