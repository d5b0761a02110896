"""Somebody's planned sessions as iCalendar (RFC 5545), for ordinary calendar apps.

Every session is an event of its own: apps read recurrence differently, and single days
are moved and called off. No crafter is named, and nothing that was written about a session.
Google, Apple and Thunderbird need PRODID, a stable UID, DTSTAMP, and the zone written out.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from mentoring.assignments.scopes import assigned_to_me
from mentoring.sessions.models import MentoringSession, SessionState

PAST = timedelta(days=60)
AHEAD = timedelta(days=400)
_USUAL_MINUTES = 90
_STATUS = {
    SessionState.PLANNED: "CONFIRMED",
    SessionState.HELD: "CONFIRMED",
    SessionState.NOT_HELD: "CANCELLED",
    SessionState.CANCELLED: "CANCELLED",
}


@dataclass(frozen=True)
class Feed:
    """text: what is answered. etag: a digest of it, quoted."""

    text: bytes
    etag: str


def feed_of(user: Any, today: date, *, base_url: str) -> Feed:
    """The trainings `user` leads, the visits she led, and those of the groups she accompanies
    today. Two queries.

    base_url: what page addresses begin with ("https://example.org").
    """
    language = getattr(user, "preferred_language", "") or settings.LANGUAGE_CODE
    with translation.override(language):
        text = _calendar(sessions_of(user, today), base_url).to_ical()
    return Feed(text, f'"{hashlib.sha256(text).hexdigest()[:32]}"')


def sessions_of(user: Any, today: date) -> QuerySet[MentoringSession]:
    """What the feed holds, with `changed_at` and `change_count` of its plan.

    Where and when a group meets next is told to who accompanies it today, whoever was
    written down as leading; of groups somebody left she keeps the past alone.
    """
    was_hers = Q(run__isnull=False) | Q(happened_on__lt=today)
    mine = Q(was_hers, led_by=user) | (
        Q(group__isnull=False) & assigned_to_me(user, today, "group__assignments__")
    )
    keys = MentoringSession.objects.filter(
        mine, happened_on__gte=today - PAST, happened_on__lte=today + AHEAD
    )
    return (
        MentoringSession.objects.filter(pk__in=keys.values("pk"))
        .select_related("group__sentra__place", "run__place")
        .annotate(
            changed_at=Coalesce(Max("plan_changes__changed_at"), "received_at"),
            change_count=Count("plan_changes"),
        )
        .order_by("happened_on", "pk")
    )


def _calendar(sessions: Iterable[MentoringSession], base_url: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Pendamping//Jadwal//ID")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Visits and training"))
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for session in sessions:
        calendar.add_component(_event(session, base_url))
    calendar.add_missing_timezones()
    return calendar


def _event(session: MentoringSession, base_url: str) -> Event:
    event = Event()
    event.add("uid", f"{session.pk}@pendamping")
    event.add("dtstamp", session.changed_at)
    event.add("last-modified", session.changed_at)
    event.add("sequence", session.change_count)
    event.add("summary", f"{session.get_kind_display()}: {session.owner}")
    event.add("status", _STATUS[session.state])
    begins = _begins(session)
    event.add("dtstart", begins)
    if isinstance(begins, datetime):
        minutes = session.planned_minutes or _USUAL_MINUTES
        event.add("dtend", begins + timedelta(minutes=minutes))
    else:
        event.add("dtend", begins + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    if where := _where(session):
        event.add("location", where)
    event.add("url", f"{base_url}{reverse('mentoring_sessions:session', args=[session.pk])}")
    return event


def _begins(session: MentoringSession) -> date | datetime:
    """A moment in the zone of the craft centre; the whole day where no hour is planned."""
    if session.starts_at is None:
        return session.happened_on
    return session.starts_at.astimezone(session.zone)


def _where(session: MentoringSession) -> str:
    if session.group is not None:
        parts = [session.group.hamlet, session.group.sentra.place.name]
    else:
        run = session.run
        parts = [run.venue, run.place.name] if run is not None else []
    return ", ".join(part for part in parts if part)
