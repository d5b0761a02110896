"""Study visits: requests nobody answered, and practices to be asked about."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.assignments.escalation import who_handles
from mentoring.assignments.responsible import accompanying_users
from mentoring.reminder_kinds import Audience, Due, ReminderKind, due_about, on_local_days
from mentoring.sessions.models import PracticeCheck, StudyVisit

ANSWER_WITHIN = timedelta(days=3)


def _unanswered(now: datetime) -> Iterator[Due]:
    """To who coordinates the place, or above while she is away."""
    rows = StudyVisit.objects.waiting().filter(asked_at__lte=now - ANSWER_WITHIN)
    asked = {each: each.sentra.place_id for each in rows.select_related("sentra")}
    for visit, users in who_handles(asked, timezone.localdate(now), now).items():
        for user in users:
            yield Due(
                key=visit.pk.hex,
                user_id=user,
                facts={"day": visit.wished_on, "days": (now - visit.asked_at).days},
                path=visit.get_absolute_url(),
                time_zone=visit.sentra.time_zone,
            )


def _to_be_asked(now: datetime) -> Iterator[Due]:
    zone = "practice__visit__sentra__time_zone"
    due = on_local_days(now, zone=zone, day="due_on", lookup="lte")
    rows = PracticeCheck.objects.filter(due, checked_on__isnull=True)
    rows = rows.filter(practice__visit__group__isnull=False).order_by("due_on", "pk")
    visits = {}
    for each in rows.select_related("practice__visit__group__sentra"):
        visits[each.practice.visit, each.after_days] = each.practice.visit.group
    whose = accompanying_users([group.pk for group in visits.values()], timezone.localdate(now))
    for (visit, after_days), group in visits.items():
        if group.pk in whose:
            yield due_about(
                group,
                key=f"{visit.pk.hex}:{after_days}",
                user_id=whose[group.pk],
                facts={"days": after_days},
                path=visit.get_absolute_url(),
            )


STUDY_REQUEST = ReminderKind(
    name="study_request",
    title=_("Nobody answered a request for a study visit"),
    audience=Audience.COORDINATOR,
    subject=_("A request for a study visit waits"),
    body=_(
        "{name}, a study visit on {day} was asked for {days} days ago. Answer it, so that "
        "everybody can plan."
    ),
    facts=("day", "days"),
    due=_unanswered,
)
PRACTICE_CHECK = ReminderKind(
    name="practice_check",
    title=_("What came of a study visit"),
    audience=Audience.FACILITATOR,
    subject=_("Ask {group} about the study visit"),
    body=_(
        "{name}, {days} days ago there was a study visit. Ask {group} what came of what they "
        "wanted to try, and write it down."
    ),
    facts=("group", "days"),
    due=_to_be_asked,
)
