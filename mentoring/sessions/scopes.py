"""Who sees which rows of this room.

Facilitators see what belongs to the groups they accompany now, and what they recorded
themselves; instructors the runs they teach; coordinators, evaluators and programme
managers what happens in the places of their mandates; a crafter her own attendance.
"""

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from mentoring.assignments.scopes import assigned_to_me
from mentoring.registry.accused import codes_above
from mentoring.registry.scopes import in_mandated_places
from mentoring.scopes import any_of, reasons, scope, visible_q

# A census taker's mandate shows people and groups, not what was said at visits.
_READERS = ("coordinator", "evaluator", "programme_manager")


def groups_in_charge(user: Any, on: date) -> Q:
    """The condition on groups that their visits, promises and figures are `user`'s work."""
    return any_of(
        apps.get_model("mentoring_registry", "CrafterGroup"),
        assigned_to_me(user, on, "assignments__"),
        in_mandated_places(user, on, "sentra__place", _READERS),
    )


# Subqueries, not joins: the tables of sessions and attendance are the largest there are,
# and one row for each reason to see it would multiply them.
def _my_groups(user: Any, on: date) -> QuerySet:
    groups = apps.get_model("mentoring_registry", "CrafterGroup")
    return groups._base_manager.filter(groups_in_charge(user, on)).values("pk")


def _of_visible_runs(user: Any, on: date, prefix: str) -> Q:
    """Whoever sees a run sees what belongs to it, also by a scope that others registered."""
    run = apps.get_model("mentoring_sessions", "TrainingRun")
    runs = run._base_manager.filter(visible_q(run, user, on))
    return Q(**{f"{prefix}in": runs.values("pk")})


def _of_my_sessions(user: Any, on: date, prefix: str = "") -> Q:
    return (
        Q(**{f"{prefix}group__in": _my_groups(user, on)})
        | Q(**{f"{prefix}recorded_by": user})
        | Q(**{f"{prefix}led_by": user})
        | _of_visible_runs(user, on, f"{prefix}run__")
    )


def in_my_runs(user: Any, on: date) -> Q:
    """The condition on sessions that they belong to a training run `user` may see."""
    return _of_visible_runs(user, on, "run__")


@scope("mentoring_sessions.TrainingRun")
def my_runs(user: Any, on: date) -> Q:
    run = apps.get_model("mentoring_sessions", "TrainingRun")
    participant = apps.get_model("mentoring_sessions", "RunParticipant")
    taught = run.instructors.through._base_manager.filter(user=user).values("trainingrun")
    with_my_groups = participant._base_manager.filter(group__in=_my_groups(user, on)).values("run")
    return (
        Q(pk__in=taught)
        | Q(pk__in=with_my_groups)
        | Q(opened_by=user)
        | in_mandated_places(user, on, "place", _READERS)
    )


@scope("mentoring_sessions.RunParticipant")
def participants_of_visible_runs(user: Any, on: date) -> Q:
    return _of_visible_runs(user, on, "run__")


@scope("mentoring_sessions.RunParticipant")
def my_own_places(user: Any, on: date) -> Q:
    return Q(person__user=user)


KEEP_RUN = "mentoring_sessions.TrainingRun:keep"


def runs_of_my_office(user: Any, on: date) -> QuerySet:
    """Keys of the runs whose numbers, marks and papers `user` keeps for her office."""
    run = apps.get_model("mentoring_sessions", "TrainingRun")
    if not user.has_perm("mentoring_sessions.keep_trainingrun"):
        return run._base_manager.none().values("pk")
    return run._base_manager.filter(reasons(KEEP_RUN, run, user, on)).values("pk")


@scope("mentoring_sessions.RunRegistration")
def registrations_to_decide(user: Any, on: date) -> Q:
    """They say where people live and how to call them: only for those who answer them."""
    return Q(run__in=runs_of_my_office(user, on)) | in_mandated_places(
        user, on, "run__place", ("coordinator",)
    )


@scope("mentoring_sessions.RunSelection")
def choices_in_my_places(user: Any, on: date) -> Q:
    """They tell how weak people are, so not those who are chosen, nor their companions."""
    return in_mandated_places(user, on, "run__place", _READERS)


@scope("mentoring_sessions.RunReadiness")
def readiness_of_visible_runs(user: Any, on: date) -> Q:
    return _of_visible_runs(user, on, "run__")


@scope("mentoring_sessions.RunMaterial")
def materials_of_visible_runs(user: Any, on: date) -> Q:
    return _of_visible_runs(user, on, "run__")


@scope("mentoring_sessions.AttendancePaper")
def papers_i_asked_for(user: Any, on: date) -> Q:
    return Q(asked_by=user)


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


@scope("mentoring_sessions.VoiceNote")
def voices_of_my_sessions(user: Any, on: date) -> Q:
    return _of_my_sessions(user, on, "session__")


@scope("mentoring_sessions.SessionCorrection")
def corrections_of_my_sessions(user: Any, on: date) -> Q:
    return _of_my_sessions(user, on, "session__")


@scope("mentoring_sessions.SessionDuplicate")
def pairs_in_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "first__group__sentra__place", _READERS)


@scope("mentoring_sessions.BackCheck")
def back_checks_in_my_places(user: Any, on: date) -> Q:
    """Not those of her own sessions: who led or recorded one does not learn that it was drawn."""
    hers = Q(facilitator=user) | Q(session__recorded_by=user)
    return in_mandated_places(user, on, "session__group__sentra__place", _READERS) & ~hers


@scope("mentoring_sessions.BackCheck")
def back_checks_given_to_me(user: Any, on: date) -> Q:
    return Q(assigned_to=user)


@scope("mentoring_sessions.FollowUp")
def follow_ups_of_my_groups(user: Any, on: date) -> Q:
    return Q(group__in=_my_groups(user, on))


@scope("mentoring_sessions.VisitPlan")
def visit_plans_of_my_groups(user: Any, on: date) -> Q:
    return Q(group__in=_my_groups(user, on))


@scope("mentoring_sessions.ClusterMeeting")
def meetings_of_clusters_i_see(user: Any, on: date) -> Q:
    cluster = apps.get_model("mentoring_registry", "BusinessCluster")
    seen = cluster._base_manager.filter(visible_q(cluster, user, on))
    return Q(cluster__in=seen.values("pk"))


@scope("mentoring_sessions.Season")
def seasons_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "place") | in_mandated_places(user, on, "sentra__place")


@scope("mentoring_sessions.Season")
def seasons_around_my_groups(user: Any, on: date) -> Q:
    """Of the craft centres of groups she accompanies, and of every place around them."""
    group = apps.get_model("mentoring_registry", "CrafterGroup")
    mine = group._base_manager.filter(assigned_to_me(user, on, "assignments__"))
    rows = list(mine.order_by().values_list("sentra_id", "sentra__place_id").distinct())
    places = {beginning for _sentra, code in rows for beginning in codes_above(code)}
    return Q(sentra__in={sentra for sentra, _code in rows}) | Q(place__in=places)


@scope("mentoring_sessions.StudyVisit")
def study_visits_of_my_groups(user: Any, on: date) -> Q:
    return Q(group__in=_my_groups(user, on)) | Q(host_group__in=_my_groups(user, on))


@scope("mentoring_sessions.StudyVisit")
def study_visits_of_my_places(user: Any, on: date) -> Q:
    """Also those that wait for a host."""
    return in_mandated_places(user, on, "sentra__place")
