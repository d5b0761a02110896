"""What speaks against an assignment before it is proposed, each in one sentence.

A concern forbids, needs a reason that is kept, or is only told. The person decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.assignments import conf
from mentoring.assignments.locality import Distance, distance
from mentoring.assignments.models import Assignment, AssignmentKind, Facilitator
from mentoring.assignments.ties import Tied, tied_to
from mentoring.assignments.training import is_prepared
from mentoring.assignments.workload import Load, home_of, loads_on, points, spot_of
from mentoring.intervals import on_day
from mentoring.registry.models import CrafterGroup, Tier


class Gravity(Enum):
    NOTE = "note"
    NEEDS_REASON = "needs_reason"
    FORBIDS = "forbids"


@dataclass(frozen=True)
class Concern:
    """One thing that speaks against an assignment. code: kept with a decision against it."""

    code: str
    sentence: str
    gravity: Gravity = Gravity.NOTE

    @property
    def needs_reason(self) -> bool:
        return self.gravity is Gravity.NEEDS_REASON

    @property
    def forbids(self) -> bool:
        return self.gravity is Gravity.FORBIDS


def concerns_about(
    *,
    facilitator: Facilitator,
    group: CrafterGroup,
    kind: str,
    day: date,
    travel_minutes: int | None = None,
) -> list[Concern]:
    """What speaks against `facilitator` accompanying `group` from `day` on, gravest first.

    travel_minutes: one way, estimated if None. A constant number of queries.
    """
    far = distance(home_of(facilitator), spot_of(group))
    travel = far.minutes if travel_minutes is None else travel_minutes
    weight = points(is_weak=group.tier == Tier.WEAK, travel_minutes=travel)
    load = loads_on([facilitator], day)[facilitator.pk].plus(weight)
    found = [
        *about_ties(facilitator, group, tied_to(facilitator.user, group, day)),
        *about_distance(facilitator, group, far),
        *about_load(facilitator, load),
        *_about_cover(group, kind, day),
        *_about_training(facilitator, day),
        *_about_leave(facilitator, day),
    ]
    order = [Gravity.FORBIDS, Gravity.NEEDS_REASON, Gravity.NOTE]
    return sorted(found, key=lambda concern: order.index(concern.gravity))


def about_ties(facilitator: Any, group: Any, tied: Tied) -> Iterator[Concern]:
    if not tied.kinds:
        return
    yield Concern(
        "conflict_of_interest",
        _("%(facilitator)s has ties to members of %(group)s: %(kinds)s.")
        % {"facilitator": facilitator, "group": group, "kinds": tied.in_words()},
        Gravity.FORBIDS if tied.forbids else Gravity.NEEDS_REASON,
    )


def about_distance(facilitator: Any, group: Any, far: Distance) -> Iterator[Concern]:
    if far.is_local(conf.local_kilometres()):
        return
    names = {"facilitator": facilitator, "group": group, "minutes": far.minutes}
    if far.kilometres is None:
        sentence = _(
            "%(facilitator)s lives in another regency than %(group)s, about %(minutes)d "
            "minutes away."
        )
    else:
        sentence = _(
            "%(facilitator)s lives %(kilometres)d km from %(group)s, about %(minutes)d "
            "minutes away."
        )
        names["kilometres"] = round(far.kilometres)
    yield Concern("outside_locality", sentence % names, Gravity.NEEDS_REASON)


def about_load(facilitator: Any, load: Load) -> Iterator[Concern]:
    """load: with the group that is to be added."""
    names = {"facilitator": facilitator, "points": load.in_words, "cap": load.cap}
    if load.is_over:
        sentence = _("%(facilitator)s would carry %(points)s points; the limit is %(cap)d.")
        yield Concern("over_cap", sentence % names, Gravity.NEEDS_REASON)
    elif load.is_near:
        sentence = _(
            "%(facilitator)s would carry %(points)s points, close to the limit of %(cap)d."
        )
        yield Concern("near_cap", sentence % names)


def _about_cover(group: CrafterGroup, kind: str, day: date) -> Iterator[Concern]:
    """A cover stands in while the lead is away; a lead who is there needs none."""
    if kind != AssignmentKind.COVER:
        return
    lead = Assignment.objects.leading_on(day).filter(group=group).with_names().first()
    if lead is None or lead.facilitator.leaves.filter(on_day(day)).exists():
        return
    yield Concern(
        "lead_is_there",
        _("%(lead)s leads %(group)s and is not on leave that day.")
        % {"lead": lead.facilitator, "group": group},
        Gravity.NEEDS_REASON,
    )


def _about_training(facilitator: Facilitator, day: date) -> Iterator[Concern]:
    if is_prepared(facilitator, day):
        return
    if conf.untrained_facilitators() == "warn":
        sentence = _("No training of %(facilitator)s is written down.")
    else:
        sentence = _(
            "No training of %(facilitator)s is written down: she begins once it is, "
            "or once a manager waives it."
        )
    yield Concern("untrained", sentence % {"facilitator": facilitator})


def _about_leave(facilitator: Facilitator, day: date) -> Iterator[Concern]:
    leave = facilitator.leaves.filter(on_day(day)).first()
    if leave is None:
        return
    if leave.ends_on is None:
        sentence = _("%(facilitator)s is on leave that day.") % {"facilitator": facilitator}
    else:
        days = (leave.ends_on - day).days
        sentence = ngettext(
            "%(facilitator)s is on leave for %(days)d more day.",
            "%(facilitator)s is on leave for %(days)d more days.",
            days,
        ) % {"facilitator": facilitator, "days": days}
    yield Concern("on_leave", sentence)
