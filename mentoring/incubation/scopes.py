"""Who sees cycles, the groups in them, rounds and decisions.

Members of a group see no scores of the group or of one another: results reach them through
their facilitator. What a member answered herself she may read.
"""

from datetime import date
from typing import Any

from django.db.models import Q

from mentoring.assignments.scopes import assigned_to_me
from mentoring.intervals import on_day
from mentoring.registry.scopes import in_mandated_places, mandated_places
from mentoring.scopes import NOTHING, scope

COORDINATOR = "coordinator"
EVALUATOR = "evaluator"
MANAGER = "programme_manager"
_ROLES = (COORDINATOR, EVALUATOR, MANAGER)


def enrolments_i_follow(user: Any, on: date, prefix: str = "") -> Q:
    """The condition that the enrolment at `prefix` is in a place `user` answers for, or of
    a group `user` accompanies on `on`."""
    return in_mandated_places(user, on, f"{prefix}group__sentra__place", _ROLES) | assigned_to_me(
        user, on, f"{prefix}group__assignments__"
    )


@scope("mentoring_incubation.InstrumentVersion")
def every_instrument(user: Any, on: date) -> Q:
    """What is asked is no secret; the roles say who opens the screen."""
    return Q(pk__isnull=False)


@scope("mentoring_incubation.CycleEnrolment")
def enrolments_of_my_places_and_groups(user: Any, on: date) -> Q:
    return enrolments_i_follow(user, on)


@scope("mentoring_incubation.CycleEnrolment")
def enrolments_i_rated(user: Any, on: date) -> Q:
    return Q(rounds__rater=user)


@scope("mentoring_incubation.Round")
def finished_rounds_of_my_places_and_groups(user: Any, on: date) -> Q:
    # A draft is its rater's own until it is submitted.
    return Q(state__in=("submitted", "locked")) & enrolments_i_follow(user, on, "enrolment__")


@scope("mentoring_incubation.Round")
def rounds_i_rate(user: Any, on: date) -> Q:
    return Q(rater=user)


@scope("mentoring_incubation.Round")
def rounds_about_me(user: Any, on: date) -> Q:
    """What I answered myself; never what another member did."""
    return Q(state__in=("submitted", "locked"), person__user=user)


@scope("mentoring_incubation.GateDecision")
def decisions_of_my_places_and_groups(user: Any, on: date) -> Q:
    return enrolments_i_follow(user, on, "enrolment__")


@scope("mentoring_incubation.AfterCheck")
def checks_of_my_places_and_groups(user: Any, on: date) -> Q:
    return enrolments_i_follow(user, on, "enrolment__")


@scope("mentoring_incubation.Cycle")
def cycles_of_my_places(user: Any, on: date) -> Q:
    """Cycles inside my places, and cycles of a larger place that contains mine."""
    mine = mandated_places(user, on, _ROLES)
    if not mine:
        return NOTHING
    above = {".".join(code.split(".")[: n + 1]) for code in mine for n in range(code.count("."))}
    return in_mandated_places(user, on, "place", _ROLES) | Q(place__code__in=above)


@scope("mentoring_incubation.Cycle")
def cycles_of_groups_assigned_to_me(user: Any, on: date) -> Q:
    return Q(enrolments__group__assignments__facilitator__user=user) & on_day(
        on, "enrolments__group__assignments__"
    )


@scope("mentoring_incubation.Evaluation")
def evaluations_of_my_groups(user: Any, on: date) -> Q:
    """Of one group: whoever follows it; a facilitator reads the result once it is locked."""
    in_my_places = in_mandated_places(user, on, "enrolment__group__sentra__place", _ROLES)
    locked = Q(state__in=("locked", "amended"))
    return in_my_places | (assigned_to_me(user, on, "enrolment__group__assignments__") & locked)


@scope("mentoring_incubation.Evaluation")
def evaluations_of_cycles_of_my_places(user: Any, on: date) -> Q:
    """Of a whole cycle: only those who answer for all of its place."""
    return in_mandated_places(user, on, "cycle__place", _ROLES)


@scope("mentoring_incubation.Amendment")
def amendments_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(
        user, on, "evaluation__enrolment__group__sentra__place", _ROLES
    ) | in_mandated_places(user, on, "evaluation__cycle__place", _ROLES)


@scope("mentoring_incubation.Amendment")
def amendments_i_asked_for(user: Any, on: date) -> Q:
    return Q(requested_by=user)


@scope("mentoring_incubation.EvaluationPaper")
def papers_i_asked_for(user: Any, on: date) -> Q:
    """Whoever asked; pages ask besides whether she may still read the evaluation."""
    return Q(asked_by=user)


@scope("mentoring_incubation.Diagnosis")
@scope("mentoring_incubation.Formula")
@scope("mentoring_incubation.LessonFinding")
def ways_of_groups_i_follow(user: Any, on: date) -> Q:
    return enrolments_i_follow(user, on, "enrolment__")


@scope("mentoring_incubation.Formula")
def what_my_group_agreed_to(user: Any, on: date) -> Q:
    """Members read what they agreed to, never a draft nor the diagnosis behind it."""
    of_my_groups = Q(enrolment__group__memberships__person__user=user) & on_day(
        on, "enrolment__group__memberships__"
    )
    return of_my_groups & Q(state="agreed")


@scope("mentoring_incubation.Tenancy")
def tenancies_of_groups_i_follow(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "group__sentra__place", _ROLES) | assigned_to_me(
        user, on, "group__assignments__"
    )


@scope("mentoring_incubation.IncubatorPlace")
def incubator_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "place", _ROLES)


@scope("mentoring_incubation.IncubatorPlace")
def incubator_of_groups_i_accompany(user: Any, on: date) -> Q:
    return assigned_to_me(user, on, "tenancies__group__assignments__")
