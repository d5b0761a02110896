"""What the phone reads of sessions: the shape of each bucket of `offline.PARTS`.

The phone's screens (`site/frontend/sessions/`) read exactly these names. Days are
"2026-11-22", clock times "09:00" or "", codes those of the models, `label` and `…_label` in
the language of the phone's owner. The tier of a group or person is in none of them.
"""

from typing import TypedDict


class Choice(TypedDict):
    """One code with its words."""

    code: str
    label: str


class ReadinessChoice(Choice):
    """A readiness line; a blocking one that is not ready leaves the session incomplete."""

    is_blocking: bool


class LessonChoice(TypedDict):
    page: int
    release: int
    title: str


class RosterLine(TypedDict):
    """A membership. `ends_on` is the first day no longer included, None while it goes on;
    lines that ended in the last 90 days are here too, so that rosters of the past stay."""

    person: str
    name: str
    hamlet: str
    role: str
    role_label: str
    starts_on: str
    ends_on: str | None


class GroupBucket(TypedDict):
    """Part `sessions.groups`, one bucket for each group that is accompanied, key: its UUID.

    zone: IANA name. due_on: the day the next visit is due, None while it is paused; the phone
    counts overdue days from it. last_held_on: None before the first visit.
    """

    name: str
    hamlet: str
    sentra: str
    zone: str
    interval_days: int
    due_on: str | None
    last_held_on: str | None
    members: list[RosterLine]


class PastSession(TypedDict):
    """review…: what the coordinator said, of one's own sessions only ("" otherwise); one that
    was "returned" is corrected and sent again with `digest` as what it replaces."""

    id: str
    happened_on: str
    kind_label: str
    state: str
    state_label: str
    reason: str
    present: int
    of: int
    lessons: list[str]
    notes: str
    led_by: str
    review: str
    review_label: str
    review_comment: str
    is_complete: bool
    digest: str


class OpenFollowUp(TypedDict):
    id: str
    text: str
    owner_label: str
    due_on: str


class HistoryBucket(TypedDict):
    """Part `sessions.history`, key: the group's UUID. Sessions of the last 90 days that were
    held or not held, the newest first; follow-ups that are open, the earliest due first."""

    sessions: list[PastSession]
    follow_ups: list[OpenFollowUp]


class ReadinessAnswer(TypedDict):
    line: str
    is_ready: bool
    note: str


class PlannedVisit(TypedDict):
    """A planned session; its id becomes that of the visit that was held. digest: of the plan as
    a phone told it, for who changes it; "" once the office planned or moved it."""

    id: str
    digest: str
    planned_on: str
    starts_at: str
    kind: str
    component: str
    purpose: str
    lessons: list[LessonChoice]
    readiness: list[ReadinessAnswer]


class PlanBucket(TypedDict):
    """Part `sessions.plan`, key: the group's UUID. Planned visits, the next one first; what a
    visit without a plan begins with; the lessons the group may use; what a visit may be about
    (`mentoring.sessions.topics`), of which the record tells the codes."""

    visits: list[PlannedVisit]
    kind: str
    component: str
    purpose: str
    lessons: list[LessonChoice]
    topics: list[Choice]


class ChoicesBucket(TypedDict):
    """Part `sessions.choices`, its only key is "words"."""

    kinds: list[Choice]
    statuses: list[Choice]
    components: list[Choice]
    purposes: list[Choice]
    chaired_by: list[Choice]
    not_held_reasons: list[Choice]
    owner_kinds: list[Choice]
    roles: list[Choice]
    sexes: list[Choice]
    readiness: list[ReadinessChoice]
