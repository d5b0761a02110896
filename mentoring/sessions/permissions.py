"""Questions about a user and a row, built from the same conditions as the scopes."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from mentoring.assignments.models import Assignment
from mentoring.registry.models import BusinessCluster, CrafterGroup, CrafterGroupQuerySet, Place
from mentoring.registry.permissions import (
    PLACE_LOOKUPS,
    RESPONSIBLE_ROLES,
    is_responsible_for,
    responsible_q,
)
from mentoring.registry.scopes import READERS, holds_mandate_for, in_mandated_places
from mentoring.sessions.models import (
    BackCheck,
    FollowUp,
    MentoringSession,
    ReviewState,
    RunParticipant,
    Season,
    SessionCorrection,
    SessionState,
    StudyVisit,
    TrainingRun,
)
from mentoring.sessions.scopes import groups_in_charge, runs_of_my_office

# The admin's register of runs asks the registry's policy, which asks where a row lies.
PLACE_LOOKUPS["mentoring_sessions.TrainingRun"] = ("place",)
PLACE_LOOKUPS["mentoring_sessions.RunParticipant"] = ("run__place",)
PLACE_LOOKUPS["mentoring_sessions.MentoringSession"] = ("group__sentra__place",)
PLACE_LOOKUPS["mentoring_sessions.Season"] = ("place", "sentra__place")
PLACE_LOOKUPS["mentoring_sessions.StudyVisit"] = ("sentra__place",)


def may_read_notes(user: Any, session: MentoringSession, on: date | None = None) -> bool:
    """Whether `user` reads the notes of `session`; asks the database only about confidential ones.

    Those are for who wrote them or led the session and for the mandates over its place; whoever
    accompanies the group later reads the rest (mentoring.md, section 2, Predecessor's notes).
    """
    return not session.notes_are_confidential or may_read_confidential(user, session, on)


def may_read_confidential(user: Any, session: MentoringSession, on: date | None = None) -> bool:
    """Whether `user` reads what is confidential of `session`, now or in an earlier version."""
    if user.pk in (session.recorded_by_id, session.led_by_id):
        return True
    if user.has_perm("mentoring_sessions.view_all_mentoringsession"):
        return True
    owner = session.owner
    place = owner.place_id if isinstance(owner, TrainingRun) else owner.sentra.place_id
    return user.is_active and holds_mandate_for(user, place, on or timezone.localdate(), READERS)


def groups_worked_with(user: Any, on: date) -> CrafterGroupQuerySet:
    """The groups whose visits and promises `user` may read on the day `on`.

    Narrower than `visible_to`: a member sees her own group elsewhere, never its tier
    or what facilitators wrote.
    """
    groups = CrafterGroup.objects.all()
    if user.has_perm("mentoring_sessions.view_all_mentoringsession"):
        return groups
    mine = CrafterGroup.objects.filter(groups_in_charge(user, on)).values("pk")
    return groups.filter(pk__in=mine)


def can_log_visit(user: Any, group: CrafterGroup, on: date) -> bool:
    """Whether `user` is responsible for `group` on the day: only she records its visits."""
    mine = Assignment.objects.responsible_on(on).filter(group=group, facilitator__user=user)
    return user.is_active and mine.exists()


def recordable_participants(user: Any, session: MentoringSession) -> "QuerySet[RunParticipant]":
    """The participants whose attendance at `session` this user may write down.

    Those with a seat on its day. Instructors, whoever leads the session, coordinators and
    the office of the run: all. A facilitator: those of the groups she accompanies on the day.
    """
    participants = RunParticipant.objects.expected_on(session.happened_on).filter(
        run=session.run_id
    )
    if session.run is None:
        return participants.none()
    if teaches(user, session, session.run) or can_keep_run(user, session.run):
        return participants
    mine = Assignment.objects.responsible_on(session.happened_on).filter(facilitator__user=user)
    return participants.filter(group__in=mine.values("group"))


def teaches(user: Any, session: MentoringSession, run: TrainingRun) -> bool:
    return session.led_by_id == user.pk or run.instructors.filter(pk=user.pk).exists()


def can_record(user: Any, session: MentoringSession) -> bool:
    """Whether `user` may say who was at `session`, while that can still be said."""
    if session.run is not None:
        is_held = not session.run.is_settled and not session.run.is_proposed
        return is_held and recordable_participants(user, session).exists()
    return session.group is not None and can_log_visit(user, session.group, session.happened_on)


def can_open_run(user: Any) -> bool:
    return user.has_perm("mentoring_sessions.add_trainingrun")


def can_change_run(user: Any, run: TrainingRun, on: date | None = None) -> bool:
    """Whether `user` may change runs and coordinates or manages the place of this one."""
    if run.is_settled or not user.has_perm("mentoring_sessions.change_trainingrun"):
        return False
    return user.is_superuser or is_responsible_for(user, run.place_id, on)


def can_keep_run(user: Any, run: TrainingRun, on: date | None = None) -> bool:
    """Whether `user` may keep numbers, marks, readiness and papers of `run`.

    Whoever may change it, and staff of the office in whose name it is held.
    """
    if can_change_run(user, run, on):
        return True
    mine = runs_of_my_office(user, on or timezone.localdate())
    return user.is_active and not run.is_settled and mine.filter(pk=run.pk).exists()


def can_take_papers_of_run(user: Any, run: TrainingRun) -> bool:
    """Whether `user` may take out attendance sheets and minutes of `run`, also once closed.

    Who coordinates or manages its place, its office, its instructors, and readers of all runs.
    """
    if not user.is_active:
        return False
    if user.is_superuser or user.has_perm("mentoring_sessions.view_all_trainingrun"):
        return True
    on = timezone.localdate()
    may_change = user.has_perm("mentoring_sessions.change_trainingrun")
    return (
        (may_change and is_responsible_for(user, run.place_id, on))
        or runs_of_my_office(user, on).filter(pk=run.pk).exists()
        or run.instructors.filter(pk=user.pk).exists()
    )


def can_take_papers_of_session(user: Any, session: MentoringSession) -> bool:
    """The same for one session: of a run as above, of a group whoever works with it."""
    if session.run is not None:
        return can_take_papers_of_run(user, session.run)
    return groups_worked_with(user, timezone.localdate()).filter(pk=session.group_id).exists()


def can_decide_run(user: Any, run: TrainingRun) -> bool:
    """Whether `user` may agree to a proposed run or decline it; never who proposed it."""
    if not run.is_proposed or run.opened_by_id == user.pk:
        return False
    may = user.has_perm("mentoring_sessions.decide_trainingrun")
    return may and TrainingRun.objects.visible_to(user).filter(pk=run.pk).exists()


def can_settle(user: Any, session: MentoringSession) -> bool:
    """Whether `user` may say that a planned session was not held, or cancel it."""
    if not session.is_planned:
        return False
    if session.run is not None:
        return teaches(user, session, session.run) or can_change_run(user, session.run)
    return session.recorded_by_id == user.pk or can_record(user, session)


def can_propose_change(user: Any, session: MentoringSession) -> bool:
    """Whether `user` was there when a lesson was used, and may say what it should say instead."""
    if session.module_page_id is None or session.state != SessionState.HELD:
        return False
    if user.pk in (session.led_by_id, session.recorded_by_id):
        return True
    return session.run is not None and teaches(user, session, session.run)


def can_close_follow_up(user: Any, follow_up: FollowUp, on: date) -> bool:
    return follow_up.done_on is None and can_log_visit(user, follow_up.group, on)


def can_log_cluster_meeting(user: Any, cluster: BusinessCluster, on: date) -> bool:
    """Whether `user` accompanies one of its groups on the day, or answers for its place."""
    if is_responsible_for(user, cluster.place_id, on):
        return True
    groups = cluster.cluster_memberships.on(on).values("group")
    mine = Assignment.objects.responsible_on(on).filter(facilitator__user=user)
    return mine.filter(group__in=groups).exists()


def can_keep_season(user: Any, place_code: str) -> bool:
    """Feasts and harvests are written down by whoever coordinates the place."""
    return user.has_perm("mentoring_sessions.change_season") and (
        user.is_superuser or is_responsible_for(user, place_code)
    )


def can_change_season(user: Any, season: Season) -> bool:
    return can_keep_season(user, season.place_code)


def can_decide_study_visit(user: Any, visit: StudyVisit) -> bool:
    """Guests are answered by whoever coordinates the place of the craft centre."""
    return user.has_perm("mentoring_sessions.change_studyvisit") and (
        user.is_superuser or is_responsible_for(user, visit.sentra.place_id)
    )


def can_tell_of_study_visit(user: Any, visit: StudyVisit, on: date) -> bool:
    """Whether `user` may say what came of it: who decides, and the group's facilitator."""
    if can_decide_study_visit(user, visit):
        return True
    return visit.group is not None and can_log_visit(user, visit.group, on)


def can_review(user: Any, session: MentoringSession, on: date | None = None) -> bool:
    """Whether `user` answers for the place of this session and did not record it herself."""
    if not user.has_perm("mentoring_sessions.review_mentoringsession"):
        return False
    if session.group is None or session.recorded_by_id == user.pk:
        return False
    return is_responsible_for(user, session.group.sentra.place_id, on)


def sessions_under_review(user: Any) -> "QuerySet[MentoringSession]":
    """Held sessions of groups that `user` answers for, whatever was said to them; none of
    her own."""
    rows = MentoringSession.objects.held().filter(group__isnull=False)
    if not user.has_perm("mentoring_sessions.review_mentoringsession"):
        return rows.none()
    hers = responsible_q(MentoringSession, user, timezone.localdate())
    return rows.filter(hers).exclude(recorded_by=user)


def sessions_to_review(user: Any) -> "QuerySet[MentoringSession]":
    """Those that wait for `user`'s answer."""
    return sessions_under_review(user).filter(review_state=ReviewState.SUBMITTED)


def places_to_draw_in(user: Any, on: date) -> "QuerySet[Place]":
    """Where `user` draws lots for back-checks: the places she coordinates."""
    if not user.is_active or not user.has_perm("mentoring_sessions.add_backcheck"):
        return Place.objects.none()
    inside = in_mandated_places(user, on, "", RESPONSIBLE_ROLES)
    return Place.objects.filter(inside)


def can_assign_back_check(user: Any, back_check: BackCheck, on: date | None = None) -> bool:
    """Whether `user` says who asks again; never who led or recorded the session."""
    if not user.has_perm("mentoring_sessions.change_backcheck"):
        return False
    group = back_check.session.group
    if group is None or _is_of_her_visit(user, back_check):
        return False
    return is_responsible_for(user, group.sentra.place_id, on)


def can_ask_again(user: Any, back_check: BackCheck, on: date | None = None) -> bool:
    """Whether `user` answers `back_check`: whom it was given to, and whoever gives it."""
    if not user.is_active or _is_of_her_visit(user, back_check):
        return False
    return user.pk == back_check.assigned_to_id or can_assign_back_check(user, back_check, on)


def _is_of_her_visit(user: Any, back_check: BackCheck) -> bool:
    session = back_check.session
    return user.pk in (back_check.facilitator_id, session.led_by_id, session.recorded_by_id)


def can_decide_correction(user: Any, correction: SessionCorrection) -> bool:
    """Whether `user` decides on a change of locked figures; never who asked for it or told of
    the session (mentoring.md, section 2, Amendment)."""
    if not user.has_perm("mentoring_sessions.decide_sessioncorrection"):
        return False
    session = correction.session
    if user.pk in (correction.asked_by_id, session.recorded_by_id, session.led_by_id):
        return False
    return SessionCorrection.objects.visible_to(user).filter(pk=correction.pk).exists()
