"""Of what this room reminds people; `mentoring.reminders` finds this file by its name."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.assignments.conf import escalate_after_days
from mentoring.assignments.escalation import who_handles
from mentoring.assignments.responsible import accompanying_users
from mentoring.incubation.models import AfterCheck, CycleEnrolment, EnrolmentState
from mentoring.registry.models import GroupStatus
from mentoring.reminder_kinds import Audience, Due, ReminderKind, due_about, on_local_days

_ZONE = "group__sentra__time_zone"
_OF_ENROLMENT = "enrolment__group__sentra__time_zone"
# Whoever checks a graduate plans the visit a week ahead.
AHEAD_DAYS = 7


def _gates_late(now: datetime) -> Iterator[Due]:
    """To who coordinates the place; above her too while she is away or it waits for long."""
    past = on_local_days(now, zone=_ZONE, day="gate_standing__due_on", lookup="lt")
    rows = CycleEnrolment.objects.at_gate().filter(past, gate_standing__state=F("state"))
    late = {
        one.pk: one for one in rows.select_related("group__sentra", "gate_standing").order_by("pk")
    }
    today = timezone.localdate(now)
    long_ago = today - timedelta(days=escalate_after_days())
    above = {key for key, one in late.items() if one.gate_standing.due_on <= long_ago}
    places = {key: one.group.sentra.place_id for key, one in late.items()}
    for key, users in who_handles(places, today, now, above).items():
        one = late[key]
        for user in users:
            yield due_about(
                one.group,
                key=f"{key.hex}:{one.state}:{one.gate_standing.due_on}",
                user_id=user,
                facts={"days": (today - one.gate_standing.due_on).days},
                path=one.get_absolute_url(),
            )


def _waiting(now: datetime, *, days: int) -> list[AfterCheck]:
    """Checks due within `days` days from now, or past due. One query."""
    soon = on_local_days(now, zone=_OF_ENROLMENT, day="due_on", days=(days,), lookup="lte")
    rows = AfterCheck.objects.waiting().filter(soon)
    return list(rows.select_related("enrolment__group__sentra").order_by("due_on", "pk"))


def _checks_to_facilitators(now: datetime) -> Iterator[Due]:
    checks = _waiting(now, days=AHEAD_DAYS)
    whose = accompanying_users(
        {each.enrolment.group_id for each in checks}, timezone.localdate(now)
    )
    for each in checks:
        if each.enrolment.group_id in whose:
            yield _about_check(each, whose[each.enrolment.group_id])


def _checks_to_coordinators(now: datetime) -> Iterator[Due]:
    """What is past due; and what comes, of groups that nobody accompanies any more."""
    today = timezone.localdate(now)
    checks = {each.pk: each for each in _waiting(now, days=AHEAD_DAYS)}
    whose = accompanying_users({each.enrolment.group_id for each in checks.values()}, today)
    long_ago = today - timedelta(days=escalate_after_days())
    mine = {
        key: each
        for key, each in checks.items()
        if each.due_on < today or each.enrolment.group_id not in whose
    }
    places = {key: each.enrolment.group.sentra.place_id for key, each in mine.items()}
    late = {key for key, each in mine.items() if each.due_on <= long_ago}
    for key, users in who_handles(places, today, now, late).items():
        for user in users:
            yield _about_check(mine[key], user)


def _silent_graduates(now: datetime) -> Iterator[Due]:
    """To who coordinates the place, once a graduate fell silent."""
    today = timezone.localdate(now)
    graduated = (EnrolmentState.MONITORING, EnrolmentState.CLOSED)
    others = CycleEnrolment.objects.open().exclude(state=EnrolmentState.MONITORING)
    rows = (
        CycleEnrolment.objects.filter(state__in=graduated, group__status=GroupStatus.DORMANT)
        .exclude(group__in=others.values("group"))
        .select_related("group__sentra")
        .order_by("starts_on", "pk")
    )
    silent = {one.group_id: one for one in rows}
    places = {key: one.group.sentra.place_id for key, one in silent.items()}
    for key, users in who_handles(places, today, now).items():
        one = silent[key]
        for user in users:
            yield due_about(
                one.group,
                key=f"{one.pk.hex}:{one.group.status_since}",
                user_id=user,
                path=one.get_absolute_url(),
            )


def _about_check(check: AfterCheck, user: Any) -> Due:
    return due_about(
        check.enrolment.group,
        key=check.pk.hex,
        user_id=user,
        facts={"day": check.due_on},
        path=check.get_absolute_url(),
    )


GATE_LATE = ReminderKind(
    name="gate_late",
    title=_("A gate is past its day, to the coordinator"),
    audience=Audience.COORDINATOR,
    subject=_("{group} waits at a gate"),
    body=_("{name}, the gate of {group} is late by {days} days. See what it lacks, and who acts."),
    facts=("group", "days"),
    due=_gates_late,
)
CHECK_COMES = ReminderKind(
    name="graduate_check",
    title=_("A graduate is to be checked, to its facilitator"),
    audience=Audience.FACILITATOR,
    subject=_("Look in on {group}: {day}"),
    body=_("{name}, look in on {group} around {day} and write down whether it stands alone."),
    facts=("group", "day"),
    due=_checks_to_facilitators,
)
CHECK_LATE = ReminderKind(
    name="graduate_check_late",
    title=_("A graduate was not checked, to the coordinator"),
    audience=Audience.COORDINATOR,
    subject=_("Nobody looked in on {group} yet"),
    body=_("{name}, {group} is to be looked in on, by {day}. Send somebody, or go yourself."),
    facts=("group", "day"),
    due=_checks_to_coordinators,
)
GRADUATE_SILENT = ReminderKind(
    name="graduate_silent",
    title=_("A graduate no longer meets, to the coordinator"),
    audience=Audience.COORDINATOR,
    subject=_("{group} no longer meets"),
    body=_("{name}, {group} graduated and no longer meets. Decide whether it is followed again."),
    facts=("group",),
    due=_silent_graduates,
)
KINDS = [GATE_LATE, CHECK_COMES, CHECK_LATE, GRADUATE_SILENT]
