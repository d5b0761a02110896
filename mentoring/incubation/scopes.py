"""Who sees cycles, the groups in them, rounds and decisions.

Members of a group see no scores here: results reach them through their facilitator.
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


@scope("mentoring_incubation.GateDecision")
def decisions_of_my_places_and_groups(user: Any, on: date) -> Q:
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
