"""What an assignment lets a facilitator see, in this room and in the registry."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Q

from mentoring.intervals import on_day
from mentoring.registry.scopes import in_mandated_places
from mentoring.scopes import NOTHING, scope


def assigned_to_me(user: Any, on: date, prefix: str = "") -> Q:
    """The condition that `user` is responsible on `on` through the assignments at `prefix`.

    Ended assignments give sight on the days they held, suspended ones not on the days
    they rested. Asked as a list of keys: one facilitator's are few.
    """
    assignments = apps.get_model("mentoring_assignments", "Assignment").objects
    mine = assignments.responsible_on(on).filter(facilitator__user=user)
    return Q(**{f"{prefix or 'pk__'}in": mine.order_by().values("pk")})


@scope("mentoring_registry.CrafterGroup")
def groups_assigned_to_me(user: Any, on: date) -> Q:
    return assigned_to_me(user, on, "assignments__")


@scope("mentoring_registry.Sentra")
def sentra_of_groups_assigned_to_me(user: Any, on: date) -> Q:
    return assigned_to_me(user, on, "groups__assignments__")


@scope("mentoring_registry.Person")
def people_of_groups_assigned_to_me(user: Any, on: date) -> Q:
    """Also who left: the history of the group names her."""
    return assigned_to_me(user, on, "memberships__group__assignments__")


@scope("mentoring_registry.Person:keep")
def members_of_groups_assigned_to_me(user: Any, on: date) -> Q:
    return people_of_groups_assigned_to_me(user, on) & on_day(on, "memberships__")


@scope("mentoring_registry.CrafterGroup:census")
def groups_i_accompany(user: Any, on: date) -> Q:
    return assigned_to_me(user, on, "assignments__")


@scope("mentoring_registry.CensusEntry")
@scope("mentoring_registry.CensusEntry:write")
def census_of_hamlets_of_my_groups(user: Any, on: date) -> Q:
    """The hamlet of a group she accompanies, in its craft centre; not the whole village.

    Her few hamlets are read first, one query, and only for who accompanies groups: asked of
    each row, whether a group lies there, would read the census of a whole province.
    """
    if not user.has_perm("mentoring_assignments.accompany_group"):
        return NOTHING
    group = apps.get_model("mentoring_registry", "CrafterGroup")
    mine = group._base_manager.filter(assigned_to_me(user, on, "assignments__"))
    hamlets = mine.order_by().values_list("sentra", "hamlet").distinct()
    return reduce(
        or_, (Q(sentra=sentra, hamlet__iexact=hamlet) for sentra, hamlet in hamlets), NOTHING
    )


@scope("mentoring_registry.VulnerabilityAssessment")
def assessments_in_groups_assigned_to_me(user: Any, on: date) -> Q:
    hers = assigned_to_me(user, on, "person__memberships__group__assignments__")
    return hers & on_day(on, "person__memberships__")


@scope("mentoring_registry.Membership")
def memberships_of_groups_assigned_to_me(user: Any, on: date) -> Q:
    return assigned_to_me(user, on, "group__assignments__")


@scope("mentoring_registry.GroupLineage")
def lineage_of_groups_assigned_to_me(user: Any, on: date) -> Q:
    return assigned_to_me(user, on, "parent__assignments__") | assigned_to_me(
        user, on, "child__assignments__"
    )


@scope("mentoring_registry.GroupDocument")
def documents_of_groups_assigned_to_me(user: Any, on: date) -> Q:
    return assigned_to_me(user, on, "group__assignments__")


@scope("mentoring_registry.MembershipProposal")
def proposals_for_groups_assigned_to_me(user: Any, on: date) -> Q:
    return assigned_to_me(user, on, "group__assignments__")


@scope("mentoring_registry.ClusterDocument")
def documents_of_clusters_of_groups_assigned_to_me(user: Any, on: date) -> Q:
    return assigned_to_me(user, on, "cluster__cluster_memberships__group__assignments__")


@scope("mentoring_registry.BusinessCluster")
def clusters_of_groups_assigned_to_me(user: Any, on: date) -> Q:
    return assigned_to_me(user, on, "cluster_memberships__group__assignments__")


@scope("mentoring_assignments.Assignment")
def my_assignments(user: Any, on: date) -> Q:
    return Q(facilitator__user=user)


@scope("mentoring_assignments.Assignment")
def assignments_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "group__sentra__place")


@scope("mentoring_assignments.Facilitator")
def facilitators_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "home_place")


@scope("mentoring_assignments.Facilitator")
def facilitators_at_work_in_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "assignments__group__sentra__place")


@scope("mentoring_assignments.Facilitator")
def myself_as_facilitator(user: Any, on: date) -> Q:
    return Q(user=user)


def _of_facilitators_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "facilitator__home_place") | in_mandated_places(
        user, on, "facilitator__assignments__group__sentra__place"
    )


@scope("mentoring_assignments.TrainingFact")
@scope("mentoring_assignments.TrainingWaiver")
@scope("mentoring_assignments.Leave")
def of_facilitators_i_see(user: Any, on: date) -> Q:
    return Q(facilitator__user=user) | _of_facilitators_of_my_places(user, on)


@scope("mentoring_assignments.Question")
def questions_i_asked(user: Any, on: date) -> Q:
    return Q(asked_by=user)


@scope("mentoring_assignments.Question")
def questions_of_groups_assigned_to_me(user: Any, on: date) -> Q:
    return assigned_to_me(user, on, "group__assignments__")


@scope("mentoring_assignments.Question")
def questions_of_places_i_coordinate(user: Any, on: date) -> Q:
    """For those who answer for the place: evaluators and census takers do not read along."""
    return in_mandated_places(
        user, on, "group__sentra__place", ("coordinator", "programme_manager")
    )
