"""What a session says, as a phone would tell it: for its versions and their differences."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.sessions.models import (
    STRONGEST_FIRST,
    AttendanceStatus,
    ChairedBy,
    Component,
    MentoringSession,
    Purpose,
    ReadinessLine,
    SessionKind,
    SessionState,
)
from mentoring.sessions.people_today import Today, people_today
from mentoring.sessions.topics import chosen_in_words, topic_words

_PARTS = ("lessons", "attendances", "voices", "evidence", "follow_ups", "readiness")


def versions_of(sessions: Collection[MentoringSession]) -> dict[UUID, dict[str, Any]]:
    """Each session as a payload of `sessions.visit` version 1. At most eight queries.

    What the groups of a shared session say is told with the session of the first group.
    """
    rows = list(sessions)
    prefetch_related_objects(rows, *_PARTS, "group__sentra", "shares__attendances")
    return {session.pk: _payload(session) for session in rows}


def without_confidential(payload: Mapping[str, Any]) -> dict[str, Any]:
    """`payload` as others may see it beside their own: without notes that are confidential."""
    kept = dict(payload)
    if kept.get("notes_are_confidential"):
        del kept["notes"]
    return kept


def version_of(session: MentoringSession) -> dict[str, Any]:
    return versions_of([session])[session.pk]


def _payload(session: MentoringSession) -> dict[str, Any]:
    shares = list(session.shares.all())
    marks = [mark for each in (session, *shares) for mark in each.attendances.all()]
    return {
        "group": str(session.group_id),
        "shared_with": sorted(str(each.group_id) for each in shares),
        "state": session.state,
        "not_held_reason": session.state_reason,
        "kind": session.kind,
        "happened_on": session.happened_on.isoformat(),
        "starts_at": _clock(session),
        "minutes": session.minutes,
        "component": session.component,
        "purpose": session.purpose,
        "lessons": [
            {"page": each.page_id, "release": each.release} for each in session.lessons.all()
        ],
        # Without it where nothing was chosen: versions of before say nothing of it either.
        **({"topics": session.topics} if session.topics else {}),
        "attendance": {
            str(mark.person_id): mark.status
            for mark in sorted(marks, key=lambda mark: str(mark.person_id))
            if mark.person_id and not mark.guest_key
        },
        "guests": sorted(
            (_guest(mark) for mark in marks if mark.guest_key or not mark.person_id),
            key=lambda guest: guest["id"],
        ),
        "chaired_by": session.chaired_by,
        "facilitator_was_present": session.facilitator_was_present,
        "notes": session.notes,
        "notes_are_confidential": session.notes_are_confidential,
        **_files(session),
        "promises": [
            {
                "id": str(each.pk),
                "text": each.text,
                "owner_kind": each.owner_kind,
                "owner_person": str(each.owner_person_id) if each.owner_person_id else None,
                "due_on": each.due_on.isoformat(),
            }
            for each in sorted(session.follow_ups.all(), key=lambda each: str(each.pk))
        ],
        "readiness": [
            {"line": each.line, "is_ready": each.is_ready, "note": each.note}
            for each in session.readiness.all()
        ],
        "venue": session.venue,
        "travel_minutes": session.travel_minutes,
        "position": _position(session),
    }


def _clock(session: MentoringSession) -> str:
    if session.starts_at is None:
        return ""
    return f"{timezone.localtime(session.starts_at, session.zone):%H:%M}"


def _guest(mark: Any) -> dict[str, Any]:
    return {
        "id": str(mark.guest_key or mark.pk),
        "name": mark.guest_name or str(mark.person),
        "hamlet": mark.guest_hamlet,
        "is_proposed": mark.proposal_id is not None,
    }


def _files(session: MentoringSession) -> dict[str, Any]:
    return {
        "voices": [
            {
                "upload": str(each.upload) if each.upload else None,
                "sha256": each.sha256,
                "seconds": each.seconds,
            }
            for each in sorted(session.voices.all(), key=lambda each: each.sha256)
        ],
        "photos": [
            {
                "upload": str(each.upload) if each.upload else None,
                "sha256": each.original_sha256,
                "taken_at": each.taken_at.isoformat() if each.taken_at else "",
                **_place(each),
                "caption": each.caption,
            }
            for each in sorted(session.evidence.all(), key=lambda each: each.original_sha256)
        ],
    }


def _place(row: Any) -> dict[str, Any]:
    return {
        "latitude": None if row.latitude is None else str(row.latitude),
        "longitude": None if row.longitude is None else str(row.longitude),
        "accuracy": row.accuracy_metres,
    }


def _position(session: MentoringSession) -> dict[str, Any] | None:
    return None if session.latitude is None else _place(session)


@dataclass(frozen=True)
class Difference:
    """One thing two versions say differently, in words; empty where one says nothing."""

    label: str
    before: str
    after: str


def differences(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    people: Mapping[UUID, Today] | None = None,
    topics: Mapping[str, str] | None = None,
) -> list[Difference]:
    """What `after` says otherwise than `before`, both as `versions_of` writes them.

    people, topics: `people_of` and `topic_words` of these and others, where many are compared;
    asked for here if not given.
    Somebody whose two records were merged since is one person in both.
    """
    people = people_of(before, after) if people is None else people
    topics = topic_words([before, after]) if topics is None else topics
    found = [
        Difference(label, said(key, before.get(key), topics), said(key, after.get(key), topics))
        for key, label in labels().items()
        if before.get(key) != after.get(key)
    ]
    found += _marks(_attendance(before, people), _attendance(after, people), people)
    return found


def labels() -> dict[str, str]:
    """Field of a visit -> what it is called, in the order people read them."""
    return {
        "state": _("State"),
        "not_held_reason": _("Why"),
        "happened_on": _("Date"),
        "starts_at": _("Starts at"),
        "minutes": _("Minutes"),
        "kind": _("Kind"),
        "component": _("Part of the programme"),
        "purpose": _("Purpose"),
        "lessons": _("Lessons"),
        "topics": _("What it was about"),
        "guests": _("Guests"),
        "chaired_by": _("Chaired by"),
        "facilitator_was_present": _("Facilitator was present"),
        "notes": _("Notes"),
        "photos": _("Photos"),
        "voices": _("Spoken notes"),
        "promises": _("Promises"),
        "readiness": _("What was in order"),
        "venue": _("Venue"),
        "travel_minutes": _("Minutes to travel"),
    }


_WORDS: dict[str, Any] = {
    "state": SessionState,
    "kind": SessionKind,
    "component": Component,
    "purpose": Purpose,
    "chaired_by": ChairedBy,
}


def said(key: str, value: Any, topics: Mapping[str, str] | None = None) -> str:
    """`value` of the field `key` in words; "" for nothing. topics: `topic_words`."""
    if value in (None, "", [], {}):
        return ""
    if key in _WORDS:
        return str(dict(_WORDS[key].choices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if key in ("photos", "voices"):
        return str(len(value))
    if key == "topics":
        return chosen_in_words(value, topics or {})
    if isinstance(value, list):
        return ", ".join(_item(key, each) for each in value)
    return str(value)


def _item(key: str, each: Mapping[str, Any]) -> str:
    if key == "lessons":
        return f"{each['page']} ({each.get('release') or '–'})"
    if key == "readiness":
        sign = _("yes") if each["is_ready"] else _("no")
        return f"{ReadinessLine(each['line']).label}: {sign}"
    return str(each.get("text") or each.get("name") or "")


def people_of(*versions: Mapping[str, Any]) -> dict[UUID, Today]:
    """Everybody these versions have a mark of, as they are today. One query."""
    return people_today({UUID(key) for said in versions for key in said.get("attendance", {})})


def _attendance(said: Mapping[str, Any], people: Mapping[UUID, Today]) -> dict[UUID, str]:
    """Person of today -> her mark; of two records of one person the stronger mark."""
    found: dict[UUID, str] = {}
    for key, status in said.get("attendance", {}).items():
        today = people.get(UUID(key))
        person = today.id if today else UUID(key)
        marks = [mark for mark in (found.get(person), status) if mark]
        found[person] = min(marks, key=STRONGEST_FIRST.index)
    return found


def _marks(
    before: Mapping[UUID, str], after: Mapping[UUID, str], people: Mapping[UUID, Today]
) -> Iterator[Difference]:
    names = {today.id: today.name for today in people.values()}
    for key in sorted({*before, *after}, key=lambda key: (names.get(key, "?"), key)):
        if before.get(key) != after.get(key):
            yield Difference(names.get(key, "?"), _status(before.get(key)), _status(after.get(key)))


def _status(status: str | None) -> str:
    return str(AttendanceStatus(status).label) if status else ""
