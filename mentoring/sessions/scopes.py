"""Who sees which rows of this room.

Facilitators see what belongs to the groups they accompany now, and what they recorded
themselves; instructors the runs they teach; coordinators, evaluators and programme
managers what happens in the places of their mandates; a crafter her own attendance.
"""

from datetime import date
from typing import Any

from django.db.models import Q

from mentoring.assignments.scopes import assigned_to_me
from mentoring.registry.scopes import in_mandated_places
from mentoring.scopes import scope

# A census taker's mandate shows people and groups, not what was said at visits.
_READERS = ("coordinator", "evaluator", "programme_manager")


def groups_in_charge(user: Any, on: date) -> Q:
    """The condition on groups that their visits, promises and figures are `user`'s work."""
    return assigned_to_me(user, on, "assignments__") | in_mandated_places(
        user, on, "sentra__place", _READERS
    )


def _of_my_runs(user: Any, on: date, prefix: str = "") -> Q:
    return (
        Q(**{f"{prefix}instructors": user})
        | Q(**{f"{prefix}opened_by": user})
        | assigned_to_me(user, on, f"{prefix}participants__group__assignments__")
        | in_mandated_places(user, on, f"{prefix}place", _READERS)
        | in_mandated_places(user, on, f"{prefix}participants__group__sentra__place", _READERS)
    )


def _of_my_sessions(user: Any, on: date, prefix: str = "") -> Q:
    return (
        assigned_to_me(user, on, f"{prefix}group__assignments__")
        | in_mandated_places(user, on, f"{prefix}group__sentra__place", _READERS)
        | Q(**{f"{prefix}recorded_by": user})
        | Q(**{f"{prefix}led_by": user})
        | _of_my_runs(user, on, f"{prefix}run__")
    )


@scope("mentoring_sessions.TrainingRun")
def my_runs(user: Any, on: date) -> Q:
    return _of_my_runs(user, on)


@scope("mentoring_sessions.RunParticipant")
def participants_of_my_runs(user: Any, on: date) -> Q:
    return _of_my_runs(user, on, "run__")


@scope("mentoring_sessions.RunParticipant")
def my_own_places(user: Any, on: date) -> Q:
    return Q(person__user=user)


@scope("mentoring_sessions.MentoringSession")
def my_sessions(user: Any, on: date) -> Q:
    return _of_my_sessions(user, on)


@scope("mentoring_sessions.Attendance")
def attendance_of_my_sessions(user: Any, on: date) -> Q:
    return _of_my_sessions(user, on, "session__")


@scope("mentoring_sessions.Attendance")
def my_own_attendance(user: Any, on: date) -> Q:
    return Q(person__user=user)


@scope("mentoring_sessions.Evidence")
def photos_of_my_sessions(user: Any, on: date) -> Q:
    return _of_my_sessions(user, on, "session__")


@scope("mentoring_sessions.FollowUp")
def follow_ups_of_my_groups(user: Any, on: date) -> Q:
    return assigned_to_me(user, on, "group__assignments__") | in_mandated_places(
        user, on, "group__sentra__place", _READERS
    )


@scope("mentoring_sessions.VisitPlan")
def visit_plans_of_my_groups(user: Any, on: date) -> Q:
    return assigned_to_me(user, on, "group__assignments__") | in_mandated_places(
        user, on, "group__sentra__place", _READERS
    )
