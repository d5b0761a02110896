"""Who sees places' groups and people: mandates for a place, and one's own membership."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Q

from mentoring.intervals import on_day
from mentoring.scopes import NOTHING, scope, visible_q

# Mandates that make their holder answer for the rows of a place.
KEEPERS = ("coordinator", "programme_manager")


def mandated_places(user: Any, on: date, roles: Iterable[str] | None = None) -> list[str]:
    """Codes of the places `user` holds a mandate for on `on`, in any of `roles` (all if None).

    Read once a request: the answer is kept on the user object.
    """
    kept = user.__dict__.setdefault("_mandates_by_day", {})
    if on not in kept:
        mandate = apps.get_model("mentoring_registry", "Mandate")
        kept[on] = list(mandate.objects.on(on).filter(user=user).values_list("role", "place_id"))
    wanted = None if roles is None else set(roles)
    return sorted({place for role, place in kept[on] if wanted is None or role in wanted})


def forget_mandates(user: Any) -> None:
    """Let the next question about `user` read the mandates again."""
    user.__dict__.pop("_mandates_by_day", None)


def holds_mandate_for(user: Any, place_code: str, on: date, roles: Iterable[str]) -> bool:
    """Whether `user` holds a mandate, in any of `roles`, for a place that contains `place_code`."""
    return any(
        place_code == code or place_code.startswith(f"{code}.")
        for code in mandated_places(user, on, roles)
    )


# Whose mandates give sight of what lies in a place. Census takers list who is not served:
# of a place they read the list, and never who is served, with what numbers and by whom.
READERS = ("coordinator", "evaluator", "programme_manager")
READERS_AND_CENSUS = (*READERS, "census_taker")


def in_mandated_places(
    user: Any, on: date, lookup: str, roles: Iterable[str] | None = READERS
) -> Q:
    """The condition that the place at `lookup` lies in a place `user` holds a mandate for.

    lookup: the path to the place ("sentra__place"), or "" on places themselves.
    roles: of which mandates; READERS if not given, any if None.
    """
    codes = mandated_places(user, on, roles)
    inside = reduce(or_, (Q(code=code) | Q(code__startswith=f"{code}.") for code in codes), NOTHING)
    if not lookup or not codes:
        return inside
    # Places are few and their beginnings need a scan: it is done on them, once, and the
    # large tables are asked by the index of their place.
    places = apps.get_model("mentoring_registry", "Place")._base_manager.filter(inside)
    return Q(**{f"{lookup}__in": places.values("pk")})


def in_groups_of_mandated_places(
    user: Any, on: date, memberships: str, roles: Iterable[str] | None = READERS
) -> Q:
    """The same for a member of a group that lies there, on the day `on`: who left is no longer
    in its coordinator's hands. memberships: the path to them ("person__memberships__").
    """
    inside = in_mandated_places(user, on, f"{memberships}group__sentra__place", roles)
    return inside & on_day(on, memberships)


@scope("mentoring_registry.Place")
def places_of_my_mandates(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "", READERS_AND_CENSUS)


@scope("mentoring_registry.Mandate")
def my_own_mandates(user: Any, on: date) -> Q:
    return Q(user=user)


@scope("mentoring_registry.Sentra")
def sentra_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "place", READERS_AND_CENSUS)


@scope("mentoring_registry.CrafterGroup")
def groups_of_my_places(user: Any, on: date) -> Q:
    sentra = apps.get_model("mentoring_registry", "Sentra")
    inside = in_mandated_places(user, on, "place")
    return Q(sentra__in=sentra._base_manager.filter(inside).values("pk"))


@scope("mentoring_registry.CrafterGroup")
def my_own_groups(user: Any, on: date) -> Q:
    return Q(memberships__person__user=user) & on_day(on, "memberships__")


@scope("mentoring_registry.Person")
def people_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "place")


@scope("mentoring_registry.Person")
def members_of_groups_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "memberships__group__sentra__place")


@scope("mentoring_registry.Person")
def myself(user: Any, on: date) -> Q:
    return Q(user=user)


@scope("mentoring_registry.Membership")
def memberships_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "group__sentra__place")


@scope("mentoring_registry.Membership")
def my_own_memberships(user: Any, on: date) -> Q:
    return Q(person__user=user)


@scope("mentoring_registry.CensusEntry")
def census_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "place", READERS_AND_CENSUS)


@scope("mentoring_registry.CensusEntry")
def census_entries_i_wrote(user: Any, on: date) -> Q:
    return Q(recorded_by=user)


# Strata and ranks are for those who plan and judge; neither a census taker nor anybody's
# peers read them, and nobody reads her own.
_PLANNERS = ("coordinator", "evaluator", "programme_manager")


@scope("mentoring_registry.VulnerabilityAssessment")
def assessments_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "person__place", _PLANNERS)


@scope("mentoring_registry.FrozenRank")
def ranks_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "person__place", _PLANNERS) | in_mandated_places(
        user, on, "census_entry__place", _PLANNERS
    )


@scope("mentoring_registry.ReachAggregate")
def reach_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "sentra__place", _PLANNERS)


@scope("mentoring_registry.EquityMonth")
@scope("mentoring_registry.EquityAggregate")
def evenness_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "sentra__place", _PLANNERS)


# Who lent to whom: the recorder, the coordinator of the area and the evaluator, nobody else.
TIE_READERS = ("coordinator", "evaluator")


@scope("mentoring_registry.BusinessTie")
def ties_i_wrote(user: Any, on: date) -> Q:
    return Q(recorded_by=user)


@scope("mentoring_registry.BusinessTie")
def ties_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "from_person__place", TIE_READERS)


@scope("mentoring_registry.BusinessTie")
def my_own_ties(user: Any, on: date) -> Q:
    return Q(from_person__user=user)


@scope("mentoring_registry.Complaint")
def complaints_of_my_places(user: Any, on: date) -> Q:
    """Whom they are about never sees them: `ComplaintQuerySet.visible_to` takes those out."""
    return in_mandated_places(user, on, "level", ("coordinator", "programme_manager"))


def of_people_i_see(user: Any, on: date) -> Q:
    """Rows that belong to a person are seen by whoever sees her, but for what rooms narrow."""
    person = apps.get_model("mentoring_registry", "Person")
    seen = person._base_manager.filter(visible_q(person, user, on))
    return Q(person__in=seen.values("pk"))


for about_a_person in ("PersonIdentifier", "Consent"):
    scope(f"mentoring_registry.{about_a_person}")(of_people_i_see)


@scope("mentoring_registry.DataCopy")
def my_own_copies(user: Any, on: date) -> Q:
    """Also those a coordinator asked for, to hand them over on paper."""
    return Q(person__user=user) | Q(asked_by=user)


@scope("mentoring_registry.ErasureRequest")
def requests_of_my_places(user: Any, on: date) -> Q:
    roles = ("coordinator", "programme_manager")
    return in_mandated_places(user, on, "person__place", roles) | in_groups_of_mandated_places(
        user, on, "person__memberships__", roles
    )


@scope("mentoring_registry.Person:keep")
def myself_to_keep(user: Any, on: date) -> Q:
    return Q(user=user)


@scope("mentoring_registry.PersonIdentifier:reveal")
def numbers_of_places_i_coordinate(user: Any, on: date) -> Q:
    roles = ("coordinator",)
    return in_mandated_places(user, on, "person__place", roles) | in_groups_of_mandated_places(
        user, on, "person__memberships__", roles
    )


@scope("mentoring_registry.GroupLineage")
def lineage_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "parent__sentra__place") | in_mandated_places(
        user, on, "child__sentra__place"
    )


@scope("mentoring_registry.GroupDocument")
def documents_of_groups_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "group__sentra__place")


@scope("mentoring_registry.GroupDocument")
def documents_of_my_own_groups(user: Any, on: date) -> Q:
    return Q(group__memberships__person__user=user) & on_day(on, "group__memberships__")


@scope("mentoring_registry.MembershipProposal")
def proposals_of_places_i_answer_for(user: Any, on: date) -> Q:
    return in_mandated_places(
        user, on, "group__sentra__place", ("coordinator", "programme_manager")
    )


@scope("mentoring_registry.MembershipProposal")
def proposals_i_made(user: Any, on: date) -> Q:
    return Q(proposed_by=user)


@scope("mentoring_registry.BusinessCluster")
def clusters_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "place")


@scope("mentoring_registry.BusinessCluster")
def clusters_of_groups_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "cluster_memberships__group__sentra__place")


@scope("mentoring_registry.BusinessCluster")
def clusters_i_am_on_the_board_of(user: Any, on: date) -> Q:
    return Q(board_seats__person__user=user) & on_day(on, "board_seats__")


@scope("mentoring_registry.ClusterMembership")
def groups_of_clusters_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "cluster__place")


@scope("mentoring_registry.BoardSeat")
def boards_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "cluster__place")


@scope("mentoring_registry.BoardSeat")
def my_own_seats(user: Any, on: date) -> Q:
    return Q(person__user=user)


@scope("mentoring_registry.ClusterDocument")
def documents_of_clusters_of_my_places(user: Any, on: date) -> Q:
    return in_mandated_places(user, on, "cluster__place")


@scope("mentoring_registry.DuplicateCase")
def pairs_of_my_places(user: Any, on: date) -> Q:
    """Both records lie in places she answers for: who sees a pair sees all of both."""
    return in_mandated_places(user, on, "person_a__place", KEEPERS) & in_mandated_places(
        user, on, "person_b__place", KEEPERS
    )


@scope("mentoring_registry.ImportBatch")
def my_own_imports(user: Any, on: date) -> Q:
    return Q(uploaded_by=user)


@scope("mentoring_registry.ExportLog")
def lists_i_took_out(user: Any, on: date) -> Q:
    return Q(exported_by=user)


@scope("mentoring_registry.ConsentText")
@scope("mentoring_registry.VulnerabilityVersion")
def every_version(user: Any, on: date) -> Q:
    """What people are asked is no secret; the roles say who opens the screen."""
    return Q(pk__isnull=False)
