"""Visits: the day before, and when they are late."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.assignments import conf as escalation_conf
from mentoring.assignments.escalation import who_handles
from mentoring.assignments.models import AttentionReason
from mentoring.assignments.responsible import accompanying_users
from mentoring.registry.models import CrafterGroup, Membership, MembershipRole
from mentoring.reminder_kinds import Audience, Due, ReminderKind, hour_in_key, on_local_days
from mentoring.sessions.attention import OVERDUE, WEAK_WAITS
from mentoring.sessions.figures import VisitDue, visits_due
from mentoring.sessions.models import MentoringSession, SessionState


def _planned(now: datetime) -> list[MentoringSession]:
    """Visits planned for tomorrow, and those of today that did not begin yet. One query."""
    soon = on_local_days(now, zone="group__sentra__time_zone", day="happened_on", days=(0, 1))
    to_come = Q(starts_at__isnull=True) | Q(starts_at__gt=now)
    rows = MentoringSession.objects.filter(soon, to_come, state=SessionState.PLANNED)
    return list(rows.select_related("group__sentra").order_by("happened_on", "pk"))


def _about(session: MentoringSession) -> dict[str, Any]:
    begins = session.starts_at.astimezone(session.zone).time() if session.starts_at else None
    return {
        # With the hour: a visit that is moved within its day is told anew.
        "key": f"{session.pk.hex}:{session.happened_on}{hour_in_key(begins)}",
        "group_id": session.group_id,
        "facts": {"group": session.group, "day": session.happened_on, "time": begins},
        "path": session.get_absolute_url(),
        "time_zone": session.group.sentra.time_zone if session.group else "",
    }


def _to_facilitators(now: datetime) -> Iterator[Due]:
    sessions = _planned(now)
    groups = [each.group_id for each in sessions if each.group_id]
    whose = accompanying_users(groups, timezone.localdate(now))
    for session in sessions:
        if session.group_id in whose:
            yield Due(user_id=whose[session.group_id], **_about(session))


def _to_chairs(now: datetime) -> Iterator[Due]:
    """To who leads the group: she tells the others."""
    sessions = _planned(now)
    today = timezone.localdate(now)
    chairs = Membership.objects.on(today).filter(role=MembershipRole.CHAIR)
    rows = chairs.filter(group__in=[each.group_id for each in sessions])
    people = dict(rows.order_by("-starts_on").values_list("group", "person"))
    for session in sessions:
        if session.group_id in people:
            yield Due(person_id=people[session.group_id], **_about(session))


def _late(now: datetime) -> Iterator[tuple[CrafterGroup, VisitDue]]:
    """Groups that the night's look found late and that still are. By the one rule of figures."""
    codes = (OVERDUE.code, WEAK_WAITS.code)
    found = AttentionReason.objects.filter(code__in=codes).values("group")
    groups = list(CrafterGroup.objects.filter(pk__in=found).select_related("sentra"))
    due = visits_due(groups, timezone.localdate(now))
    for group in groups:
        if due[group.pk].is_overdue:
            yield group, due[group.pk]


def _about_late(group: CrafterGroup, visit: VisitDue, now: datetime) -> dict[str, Any]:
    days = visit.overdue_days or 0
    return {
        "key": f"{group.pk.hex}:{timezone.localdate(now) - timedelta(days=days)}",
        "group_id": group.pk,
        "facts": {"group": group, "days": days},
        "path": group.get_absolute_url(),
        "time_zone": group.sentra.time_zone,
    }


def _late_to_facilitators(now: datetime) -> Iterator[Due]:
    late = list(_late(now))
    whose = accompanying_users([group.pk for group, _visit in late], timezone.localdate(now))
    for group, visit in late:
        if group.pk in whose:
            yield Due(user_id=whose[group.pk], **_about_late(group, visit, now))


def _late_to_coordinators(now: datetime) -> Iterator[Due]:
    """Once a visit is late for so many days that somebody else should know."""
    after = escalation_conf.escalate_after_days()
    late = {group: visit for group, visit in _late(now) if (visit.overdue_days or 0) > after}
    places = {group: group.sentra.place_id for group in late}
    for group, users in who_handles(places, timezone.localdate(now), now).items():
        for user in users:
            yield Due(user_id=user, **_about_late(group, late[group], now))


VISIT_TOMORROW = ReminderKind(
    name="visit_tomorrow",
    title=_("A visit tomorrow, to its facilitator"),
    audience=Audience.FACILITATOR,
    subject=_("Visit to {group}: {day}"),
    body=_("{name}, your visit to {group} is on {day} {time}. See what is still missing."),
    facts=("group", "day", "time"),
    due=_to_facilitators,
)
VISIT_COMES = ReminderKind(
    name="visit_comes",
    title=_("A visit tomorrow, to the group's chair"),
    audience=Audience.CRAFTER,
    subject=_("Visit to {group}: {day}"),
    body=_("{name}, your facilitator comes to {group} on {day} {time}. Please tell the others."),
    facts=("group", "day", "time"),
    due=_to_chairs,
)
VISIT_LATE = ReminderKind(
    name="visit_late",
    title=_("A visit is late, to its facilitator"),
    audience=Audience.FACILITATOR,
    subject=_("{group} waits for a visit"),
    body=_(
        "{name}, the visit to {group} is late by {days} days. Plan a day, or write down the "
        "visit you made."
    ),
    facts=("group", "days"),
    due=_late_to_facilitators,
)
VISIT_LATE_ABOVE = ReminderKind(
    name="visit_late_above",
    title=_("A visit is very late, to the coordinator"),
    audience=Audience.COORDINATOR,
    subject=_("{group} waits for a visit"),
    body=_("{name}, the visit to {group} is late by {days} days. Ask its facilitator."),
    facts=("group", "days"),
    due=_late_to_coordinators,
)
