"""What phones read of sessions (`phone_shapes` says in which shape), in constant queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.assignments.models import Assignment
from mentoring.registry.models import CrafterGroup, Membership, MembershipRole, Sex
from mentoring.sessions import conf
from mentoring.sessions.audiences import key_of_group
from mentoring.sessions.figures import VisitDue, visits_due
from mentoring.sessions.models import (
    AttendanceStatus,
    ChairedBy,
    Component,
    FollowUp,
    MentoringSession,
    OwnerKind,
    Purpose,
    ReadinessLine,
    SessionKind,
    SessionState,
)
from mentoring.sessions.phone_shapes import (
    Choice,
    ChoicesBucket,
    GroupBucket,
    HistoryBucket,
    LessonChoice,
    OpenFollowUp,
    PastSession,
    PlanBucket,
    PlannedVisit,
    RosterLine,
)
from mentoring.sessions.programmes import TeachingModule, modules_of_audiences
from mentoring.sessions.topics import Topic, topics_of_groups

KEPT = timedelta(days=90)
# Plans whose day passed without word stay a while, so that they can still be held.
_FORGOTTEN = timedelta(days=30)


def accompanied(user: Any, today: date, keys: Collection[str] | None) -> list[CrafterGroup]:
    """The groups `user` is responsible for today, or those of `keys` among them. One query."""
    mine = Assignment.objects.responsible_on(today).filter(facilitator__user=user)
    groups = CrafterGroup.objects.standing().filter(pk__in=mine.values("group"))
    if keys is not None:
        groups = groups.filter(pk__in=[key for key in keys if _is_key(key)])
    return list(groups.select_related("sentra").order_by("name", "pk"))


def _is_key(said: str) -> bool:
    try:
        UUID(said)
    except ValueError:
        return False
    return True


class Groups:
    """Who belongs to the groups, and when each is to be visited."""

    name = "sessions.groups"

    def contents(
        self, user: Any, *, today: date, keys: Collection[str] | None = None
    ) -> Mapping[str, GroupBucket]:
        groups = accompanied(user, today, keys)
        due = visits_due(groups, today)
        members = _rosters(groups, today)
        return {
            str(group.pk): _group(group, due[group.pk], members[group.pk], today)
            for group in groups
        }


def _group(
    group: CrafterGroup, due: VisitDue, members: list[RosterLine], today: date
) -> GroupBucket:
    late = due.overdue_days
    due_on = None if late is None or due.is_paused else today - timedelta(days=late)
    return GroupBucket(
        name=group.name,
        hamlet=group.hamlet,
        sentra=group.sentra.name,
        zone=group.sentra.time_zone,
        interval_days=due.interval_days,
        due_on=due_on and due_on.isoformat(),
        last_held_on=due.last_held_on and due.last_held_on.isoformat(),
        members=members,
    )


def _rosters(groups: Iterable[CrafterGroup], today: date) -> dict[UUID, list[RosterLine]]:
    found: dict[UUID, list[RosterLine]] = defaultdict(list)
    rows = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=today - KEPT), group__in=groups
    )
    for row in rows.select_related("person").order_by("person__full_name", "pk"):
        found[row.group_id].append(
            RosterLine(
                person=str(row.person_id),
                name=row.person.full_name,
                hamlet=row.person.hamlet,
                role=row.role,
                role_label=str(row.get_role_display()),
                starts_on=row.starts_on.isoformat(),
                ends_on=row.ends_on and row.ends_on.isoformat(),
            )
        )
    return found


class History:
    """What happened lately, what coordinators gave back, and which promises are open."""

    name = "sessions.history"

    def contents(
        self, user: Any, *, today: date, keys: Collection[str] | None = None
    ) -> Mapping[str, HistoryBucket]:
        groups = accompanied(user, today, keys)
        sessions: dict[UUID | None, list[PastSession]] = defaultdict(list)
        for session in _past(groups, today):
            sessions[session.group_id].append(_told(session, user))
        promises: dict[UUID, list[OpenFollowUp]] = defaultdict(list)
        for promise in FollowUp.objects.open().filter(group__in=groups).soonest_first():
            promises[promise.group_id].append(
                OpenFollowUp(
                    id=str(promise.pk),
                    text=promise.text,
                    owner_label=str(promise.get_owner_kind_display()),
                    due_on=promise.due_on.isoformat(),
                )
            )
        return {
            str(group.pk): HistoryBucket(sessions=sessions[group.pk], follow_ups=promises[group.pk])
            for group in groups
        }


def _past(groups: Iterable[CrafterGroup], today: date) -> Iterable[MentoringSession]:
    present = Q(attendances__status=AttendanceStatus.HADIR)
    guest = Q(attendances__status=AttendanceStatus.TAMU)
    rows = MentoringSession.objects.filter(
        state__in=[SessionState.HELD, SessionState.NOT_HELD],
        group__in=groups,
        happened_on__gt=today - KEPT,
    )
    rows = rows.annotate(
        present=Count("attendances", filter=present),
        of=Count("attendances", filter=~guest),
    )
    return (
        rows.select_related("led_by")
        .prefetch_related("lessons")
        .order_by("-happened_on", "-received_at", "pk")
    )


def _told(session: Any, user: Any) -> PastSession:
    hers = user.pk in (session.recorded_by_id, session.led_by_id)
    return PastSession(
        id=str(session.pk),
        happened_on=session.happened_on.isoformat(),
        kind_label=str(session.get_kind_display()),
        state=session.state,
        state_label=str(session.get_state_display()),
        reason=session.state_reason,
        present=session.present,
        of=session.of,
        lessons=[lesson.title for lesson in session.lessons.all()],
        notes=session.notes if hers or not session.notes_are_confidential else "",
        led_by=session.led_by.get_full_name() if session.led_by else "",
        review=session.review_state if hers else "",
        review_label=str(session.get_review_state_display()) if hers else "",
        review_comment=session.review_comment if hers else "",
        is_complete=session.is_complete,
        digest=session.content_digest if hers else "",
    )


class Plans:
    """Planned visits, what a visit without a plan begins with, and what it may be about."""

    name = "sessions.plan"

    def contents(
        self, user: Any, *, today: date, keys: Collection[str] | None = None
    ) -> Mapping[str, PlanBucket]:
        groups = accompanied(user, today, keys)
        visits: dict[UUID | None, list[PlannedVisit]] = defaultdict(list)
        for session in _planned(groups, today):
            visits[session.group_id].append(_plan(session))
        last = _last_told(groups)
        lessons = modules_of_audiences([key_of_group(group) for group in groups])
        topics = topics_of_groups([group.pk for group in groups])
        return {
            str(group.pk): _plan_bucket(
                visits[group.pk],
                last.get(group.pk),
                lessons[key_of_group(group)],
                topics[group.pk],
            )
            for group in groups
        }


def _planned(groups: Iterable[CrafterGroup], today: date) -> Iterable[MentoringSession]:
    rows = MentoringSession.objects.planned_from(today - _FORGOTTEN).filter(group__in=groups)
    return rows.select_related("group__sentra").prefetch_related("lessons", "readiness")


def _plan(session: MentoringSession) -> PlannedVisit:
    begins = session.starts_at and timezone.localtime(session.starts_at, session.zone)
    return PlannedVisit(
        id=str(session.pk),
        digest=session.plan_digest,
        planned_on=session.happened_on.isoformat(),
        starts_at=f"{begins:%H:%M}" if begins else "",
        kind=session.kind,
        component=session.component,
        purpose=session.purpose,
        lessons=[
            LessonChoice(page=each.page_id, release=each.release or 0, title=each.title)
            for each in session.lessons.all()
        ],
        readiness=[
            {"line": each.line, "is_ready": each.is_ready, "note": each.note}
            for each in session.readiness.all()
        ],
    )


def _last_told(groups: Iterable[CrafterGroup]) -> dict[UUID, tuple[str, str, str]]:
    """Group -> kind, component and purpose of its last held session. One query."""
    rows = (
        MentoringSession.objects.held()
        .filter(group__in=groups)
        .order_by("group", "happened_on", "received_at", "pk")
        .values_list("group", "kind", "component", "purpose")
    )
    return {group: (kind, component, purpose) for group, kind, component, purpose in rows}


def _plan_bucket(
    visits: list[PlannedVisit],
    last: tuple[str, str, str] | None,
    lessons: Iterable[TeachingModule],
    topics: Iterable[Topic],
) -> PlanBucket:
    kind, component, purpose = last or (SessionKind.OUT_WALL, "", Purpose.OPERATIONAL)
    return PlanBucket(
        visits=visits,
        kind=kind,
        component=component or Component.PEMBINAAN,
        purpose=purpose,
        lessons=[
            LessonChoice(page=each.page_id, release=each.release, title=each.title)
            for each in lessons
        ],
        topics=[Choice(code=str(each.key), label=each.words) for each in topics],
    )


class Choices:
    """The words of every choice, in the reader's language."""

    name = "sessions.choices"

    def contents(
        self, user: Any, *, today: date, keys: Collection[str] | None = None
    ) -> Mapping[str, ChoicesBucket]:
        if keys is not None and "words" not in keys:
            return {}
        blocking = conf.blocking_readiness()
        return {
            "words": ChoicesBucket(
                kinds=_words(SessionKind, without={SessionKind.TRAINING}),
                statuses=_words(AttendanceStatus),
                components=_words(Component),
                purposes=_words(Purpose),
                chaired_by=_words(ChairedBy),
                not_held_reasons=_reasons(),
                owner_kinds=_words(OwnerKind),
                roles=_words(MembershipRole),
                sexes=_words(Sex),
                readiness=[
                    {
                        "code": line.value,
                        "label": str(line.label),
                        "is_blocking": line.value in blocking,
                    }
                    for line in ReadinessLine
                ],
            )
        }


def _words(choices: type[TextChoices], without: Collection[str] = ()) -> list[Choice]:
    return [
        Choice(code=each.value, label=str(each.label)) for each in choices if each not in without
    ]


def _reasons() -> list[Choice]:
    """Why visits are not held, most often; the words are kept as they are tapped."""
    said = [
        _("Nobody came"),
        _("Harvest or fields"),
        _("Feast or mourning"),
        _("Rain, flood or road"),
        _("The facilitator was ill"),
        _("An order had to be finished"),
    ]
    return [Choice(code=words, label=words) for words in said]
