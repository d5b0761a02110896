"""Questions about (user, object): who may propose, rate, move on and decide.

Each asks two things: does one of the user's roles allow it at all (Django permission),
and does a dated row say that it holds here (mandate, assignment).
"""

from datetime import date
from typing import Any

from mentoring.assignments.models import Assignment, AssignmentKind, AssignmentState
from mentoring.incubation.models import Cycle, CycleEnrolment, RaterKind, RoundKind
from mentoring.incubation.models.rounds import RATERS
from mentoring.incubation.scopes import COORDINATOR, EVALUATOR, MANAGER
from mentoring.intervals import overlapping
from mentoring.registry.models import CrafterGroup, Place
from mentoring.registry.permissions import PLACE_LOOKUPS, RowPermissionPolicy, rows_in_charge
from mentoring.registry.scopes import mandated_places
from mentoring.sessions.models import MentoringSession

PROPOSE = "mentoring_incubation.propose_cycleenrolment"
RECORD = "mentoring_incubation.record_round"
DECIDE = "mentoring_incubation.decide_gate"
OPEN = "mentoring_incubation.add_cycle"
AUTHOR = "mentoring_incubation.change_instrumentversion"

PLACE_LOOKUPS["mentoring_incubation.Cycle"] = ("place",)


class ReadOnlyPolicy(RowPermissionPolicy):
    """For rows that no screen writes: only "view" is ever answered with yes."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)


def can_open_cycle(user: Any, place: Place) -> bool:
    """Whether `user` may open, change and close cycles of `place`."""
    return user.has_perm(OPEN) and rows_in_charge(Place, user).filter(pk=place.pk).exists()


def can_link_training(user: Any, cycle: Cycle, on: date) -> bool:
    """Whether `user` says which training consolidates `cycle`: its managers, and coordinators
    of its place or of one inside it or around it."""
    if not user.is_active:
        return False
    if can_open_cycle(user, cycle.place):
        return True
    mine = mandated_places(user, on, {COORDINATOR}) if user.has_perm(PROPOSE) else ()
    return any(lies_in(cycle.place_id, place) or lies_in(place, cycle.place_id) for place in mine)


def can_author(user: Any) -> bool:
    """Whether `user` may write and publish instruments."""
    return bool(user.has_perm(AUTHOR))


def lies_in(code: str, place_code: str) -> bool:
    """Whether the place `code` is `place_code` or lies inside it."""
    return code == place_code or code.startswith(f"{place_code}.")


def holds_mandate(user: Any, role: str, group: CrafterGroup, on: date) -> bool:
    """Whether `user` holds `role` for the place of `group` on `on`."""
    code = group.sentra.place_id
    return any(lies_in(code, place) for place in mandated_places(user, on, {role}))


def can_propose_anything(user: Any, on: date) -> bool:
    return user.has_perm(PROPOSE) and bool(mandated_places(user, on, {COORDINATOR}))


def can_propose(user: Any, group: CrafterGroup, on: date) -> bool:
    """Whether `user` may propose `group` for a cycle, and later move it on."""
    return user.has_perm(PROPOSE) and holds_mandate(user, COORDINATOR, group, on)


def can_decide_gate(user: Any, enrolment: CycleEnrolment, on: date) -> bool:
    """Whether `user` is a programme manager here. That she neither rated nor accompanied
    the group is asked by the service, with its own sentence."""
    return user.has_perm(DECIDE) and holds_mandate(user, MANAGER, enrolment.group, on)


def accompanies_on(user: Any, group: CrafterGroup, day: date) -> bool:
    """Whether `user` was the group's responsible facilitator (lead or cover) on `day`."""
    return (
        Assignment.objects.responsible_on(day)
        .filter(facilitator__user=user, group=group)
        .exclude(kind=AssignmentKind.TRAINEE)
        .exists()
    )


def accompanied_in_cycle(user: Any, enrolment: CycleEnrolment) -> bool:
    """Whether `user` was assigned to the group on any day of its cycle, in any kind, even
    before accepting: whoever stands in line for a group does not judge it."""
    return (
        Assignment.objects.filter(
            overlapping(enrolment.starts_on, enrolment.ends_on),
            facilitator__user=user,
            group=enrolment.group_id,
        )
        .exclude(state__in=[AssignmentState.DECLINED, AssignmentState.WITHDRAWN])
        .exists()
    )


def rater_kind(user: Any, enrolment: CycleEnrolment, kind: str, day: date) -> str | None:
    """As what `user` may rate this round on `day`: a RaterKind, or None if not at all."""
    if not user.has_perm(RECORD):
        return None
    if RaterKind.FACILITATOR in RATERS[kind] and accompanies_on(user, enrolment.group, day):
        return RaterKind.FACILITATOR
    if (
        RaterKind.EVALUATOR in RATERS[kind]
        and holds_mandate(user, EVALUATOR, enrolment.group, day)
        and not accompanied_in_cycle(user, enrolment)
    ):
        return RaterKind.EVALUATOR
    return None


def recordable_kinds(user: Any, enrolment: CycleEnrolment, day: date) -> list[str]:
    """The kinds of round `user` may record on `day`, for buttons; at most two queries."""
    if not enrolment.is_open or not user.has_perm(RECORD):
        return []
    mine = accompanied_in_cycle(user, enrolment)
    as_facilitator = mine and accompanies_on(user, enrolment.group, day)
    as_evaluator = not mine and holds_mandate(user, EVALUATOR, enrolment.group, day)
    return [
        kind
        for kind in RoundKind.values
        if (as_facilitator and RaterKind.FACILITATOR in RATERS[kind])
        or (as_evaluator and RaterKind.EVALUATOR in RATERS[kind])
    ]


def can_check(user: Any, group: CrafterGroup, on: date) -> bool:
    """Whether `user` writes checks of graduates: who accompanies the group on `on`, or a
    coordinator or evaluator of its place."""
    if not user.is_active:
        return False
    return (
        accompanies_on(user, group, on)
        or can_propose(user, group, on)
        or (user.has_perm(RECORD) and holds_mandate(user, EVALUATOR, group, on))
    )


def can_draft_formula(user: Any, group: CrafterGroup, on: date) -> bool:
    """Whether `user` writes diagnosis and formula of `group`: its facilitator on `on`."""
    return user.is_active and accompanies_on(user, group, on)


def can_approve_formula(user: Any, group: CrafterGroup, on: date) -> bool:
    """Whether `user` is a coordinator of the place; that she did not draft it, the service
    asks. The manager's yes is gate G1."""
    return user.is_active and can_propose(user, group, on)


def can_link_session(user: Any, session: MentoringSession) -> bool:
    """Whether `user` says which lines of the formula `session` was about."""
    if session.group is None or not user.is_active:
        return False
    if user.pk in (session.recorded_by_id, session.led_by_id):
        return True
    return accompanies_on(user, session.group, session.happened_on)


def can_note_finding(user: Any, group: CrafterGroup, on: date) -> bool:
    """Whether `user` writes down what lessons of `group` should do differently: its
    facilitator on `on`, and whoever coordinates, evaluates or manages in its place."""
    if not user.is_active:
        return False
    code = group.sentra.place_id
    places = mandated_places(user, on, {COORDINATOR, EVALUATOR, MANAGER})
    return any(lies_in(code, mine) for mine in places) or accompanies_on(user, group, on)


def can_settle_groups_in(user: Any, place_code: str, on: date) -> bool:
    """Whether `user` opens places of the incubator in `place_code` and says who works there."""
    if not user.is_active or not user.has_perm(PROPOSE):
        return False
    return any(lies_in(place_code, mine) for mine in mandated_places(user, on, {COORDINATOR}))
