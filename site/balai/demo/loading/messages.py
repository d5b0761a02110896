"""Messages to people: what was sent last week, and whom to tell in person."""

from datetime import datetime, timedelta
from typing import Any

from balai.demo.ledger import remember
from balai.demo.loading.people import Cast
from balai.demo.loading.timeline import Timeline
from mentoring.registry.models import CrafterGroup, Membership, MembershipRole
from mentoring.reminders.kinds import kinds
from mentoring.reminders.models import Channel, Reminder, ReminderState
from mentoring.reminders.services import make_kind
from mentoring.reminders.wording import filled, own_words

_WEEK = timedelta(days=7)


def load_messages(cast: Cast, timeline: Timeline) -> None:
    """What stands in the list of messages, and what is due today by the rules themselves."""
    now = timeline.noon()
    for name in ("Ronce Melati", "Tangan Tanah"):
        _last_week(cast, cast.groups[name], now - _WEEK)
    for name in ("visit_comes", "your_promise_due"):
        make_kind(kinds()[name], now=now)
    remember(*Reminder.objects.all())


def _last_week(cast: Cast, group: CrafterGroup, then: datetime) -> None:
    day = (then + timedelta(days=1)).date()
    facts = {"group": group, "day": day, "days": 3}
    lead = cast.facilitator_of(group)
    _sent("visit_tomorrow", group, then, facts, user=lead, channel=Channel.EMAIL)
    coordinator = cast.coordinator_of(group)
    _sent("visit_late_above", group, then, facts, user=coordinator, channel=Channel.EMAIL)
    chair = (
        Membership.objects.on(day)
        .filter(group=group, role=MembershipRole.CHAIR)
        .select_related("person")
        .first()
    )
    if chair is not None:
        told = {"person": chair.person, "state": ReminderState.DONE, "error": "shared_phone"}
        _sent("visit_comes", group, then, facts, user=lead, channel=Channel.TASK, **told)


def _sent(
    kind: str, group: CrafterGroup, then: datetime, facts: dict[str, Any], **said: Any
) -> None:
    person, user = said.get("person"), said["user"]
    reader = person.full_name if person else user.get_full_name()
    words = filled(own_words(kinds()[kind], "id"), {**facts, "name": reader}, "id")
    Reminder.objects.create(
        key=f"demo:{kind}:{group.pk.hex}",
        kind=kind,
        group=group,
        subject=words.subject,
        body=words.body,
        path="" if person else group.get_absolute_url(),
        time_zone=group.sentra.time_zone,
        send_after=then,
        made_at=then,
        settled_at=then + timedelta(minutes=2),
        **{"state": ReminderState.SENT, **said},
    )
