"""Who must act next for a group in its cycle, as a role and by name.

A criterion that work can still make up for waits for whoever does that work. What only a scoring
could change (too weak, no rise) waits for the manager: to extend, to send back or to let go.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.assignments.responsible import accompanying_users
from mentoring.incubation.models import CriterionStanding, CycleEnrolment, Measure, RoundKind
from mentoring.incubation.scopes import COORDINATOR, EVALUATOR, MANAGER
from mentoring.registry.models import Mandate


class Actor(models.TextChoices):
    FACILITATOR = "facilitator", _("facilitator")
    COORDINATOR = "coordinator", _("coordinator")
    EVALUATOR = "evaluator", _("evaluator")
    MANAGER = "manager", _("programme manager")


_ROLES: dict[str, str] = {
    Actor.COORDINATOR: COORDINATOR,
    Actor.EVALUATOR: EVALUATOR,
    Actor.MANAGER: MANAGER,
}

MAKES_UP: dict[str, Actor] = {
    Measure.CENSUS_DONE: Actor.COORDINATOR,
    Measure.BASELINE_MEMBERS: Actor.FACILITATOR,
    Measure.WEAK_GROUPS: Actor.COORDINATOR,
    Measure.BACK_CHECKS: Actor.COORDINATOR,
    Measure.FAVOURS_WEAK: Actor.COORDINATOR,
    Measure.HARD_CONFLICTS: Actor.COORDINATOR,
    Measure.FORMULA_COVERS: Actor.FACILITATOR,
    Measure.FORMULA_AGREED: Actor.FACILITATOR,
    Measure.FORMULA_READY: Actor.FACILITATOR,
    Measure.FORMULA_DOSE: Actor.FACILITATOR,
}


def who_acts(
    enrolment: CycleEnrolment,
    lacking: Iterable[CriterionStanding],
    due_on: date | None,
    today: date,
) -> Actor | None:
    """Whose turn it is; None where the stage runs by its plan and nobody needs to do more.

    enrolment: read `with_standing`. lacking: what the gate ahead lacks, in order.
    """
    if not enrolment.is_open:
        return None
    if enrolment.lacks_round:
        is_last = enrolment.lacks_round == RoundKind.ENDLINE
        return Actor.EVALUATOR if is_last else Actor.FACILITATOR
    if enrolment.stage_gate:
        made_up = (MAKES_UP.get(one.criterion.measure) for one in lacking)
        return next((actor for actor in made_up if actor), Actor.MANAGER)
    return Actor.COORDINATOR if due_on is not None and due_on <= today else None


def names_of(
    actors: Mapping[UUID, Actor], enrolments: Collection[CycleEnrolment], today: date
) -> dict[UUID, list[str]]:
    """Enrolment -> full names of who holds that role for its group on `today`; at most four
    queries. Of mandates those for the smallest place around the group count."""
    wanted = [one for one in enrolments if one.pk in actors]
    leads = accompanying_users(
        [one.group_id for one in wanted if actors[one.pk] is Actor.FACILITATOR], today
    )
    known = get_user_model().objects.in_bulk(set(leads.values()))
    holders = _holders(wanted, today)
    found: dict[UUID, list[str]] = {}
    for one in wanted:
        actor = actors[one.pk]
        if actor is Actor.FACILITATOR:
            user = known.get(leads.get(one.group_id))
            found[one.pk] = [user.get_full_name()] if user else []
        else:
            around = _around(one.group.sentra.place_id)
            rows = (holders[place, _ROLES[actor]] for place in around)
            found[one.pk] = next((names for names in rows if names), [])
    return found


def _holders(enrolments: Iterable[CycleEnrolment], today: date) -> dict[tuple[str, str], list[str]]:
    places = {code for one in enrolments for code in _around(one.group.sentra.place_id)}
    rows: Any = Mandate.objects.on(today).filter(
        role__in=_ROLES.values(), place__in=places, user__is_active=True
    )
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows.select_related("user").order_by("pk"):
        found[row.place_id, row.role].append(row.user.get_full_name())
    return found


def _around(code: str) -> list[str]:
    """ "35.09.10" -> itself, "35.09", "35": the smallest place first."""
    parts = code.split(".")
    return [".".join(parts[:count]) for count in range(len(parts), 0, -1)]
