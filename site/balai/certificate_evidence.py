"""What two rules of certificates ask and no plugin answers by that name: practice, evaluation.

Curriculum keeps practical results per unit, mentoring the gates of a group's cycle. Certificates
know neither; here their answers become the facts `practice_passed` and `evaluation_passed`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certificates.identities import same_people
from curriculum.practical_evidence import PracticalEvidence
from mentoring.incubation.models import CycleEnrolment, Gate, GateDecision, Outcome
from mentoring.sessions.evidence import RUN_PREFIX
from mentoring.sessions.models import RunParticipant

# The gate at which the first year of a group is judged.
EVALUATION_GATE = Gate.G2


@dataclass(frozen=True)
class Fact:
    """value of `of`; the shape of `certificates.evidence.Fact`."""

    kind: str
    value: int
    of: int
    detail: Mapping[str, Any] = field(default_factory=dict)
    as_of: datetime = field(default_factory=timezone.now)


class PassedPractice:
    """Units of the programme passed in this training, under all the users a person has had."""

    name = "balai.practice"

    def facts_for(
        self, *, user_ids: Collection[int], occasion: Any
    ) -> Mapping[int, Sequence[Fact]]:
        """User key -> one fact; nothing for a programme without units."""
        if not occasion.programme.get("units"):
            return {}
        same = same_people(user_ids)
        everybody = set().union(*same.values()) if same else set()
        told = PracticalEvidence().facts_for(user_ids=everybody, occasion=occasion)
        return {
            user_id: (_of_one_person([told[each] for each in same[user_id]]),) for user_id in same
        }


def _of_one_person(told: Sequence[Sequence[Any]]) -> Fact:
    facts = [fact for answer in told for fact in answer]
    open_units = [set(fact.detail["missing"]) for fact in facts]
    # A unit is missing only if she passed it under none of her users.
    missing = [
        code for code in facts[0].detail["missing"] if all(code in one for one in open_units)
    ]
    of = facts[0].of
    return Fact("practice_passed", of - len(missing), of, {"missing": missing})


class PassedEvaluation:
    """Whether the group somebody came from passed the year-one review (G2) of its cycle."""

    name = "balai.evaluation"

    def facts_for(
        self, *, user_ids: Collection[int], occasion: Any
    ) -> Mapping[int, Sequence[Fact]]:
        """User key -> one fact of 0 or 1; nothing for whom no cycle is known. Three queries.

        The cycle the group was in last when the training ended; its last decision at the gate
        counts. Who came without a group, as facilitators do, has no evaluation.
        """
        groups = _groups_of(user_ids, occasion.key)
        enrolments = _enrolments(set(groups.values()), occasion.ends_on)
        passed = _decisions(enrolments.values())
        return {
            user_id: (_evaluated(enrolments[group_id], passed),)
            for user_id, group_id in groups.items()
            if group_id in enrolments
        }


def _groups_of(user_ids: Collection[int], key: str) -> dict[int, Any]:
    if not key.startswith(RUN_PREFIX):
        return {}
    places = RunParticipant.objects.seated().filter(
        run=key.removeprefix(RUN_PREFIX), person__user__in=user_ids, group__isnull=False
    )
    return dict(places.values_list("person__user", "group"))


def _enrolments(groups: Collection[Any], before: Any) -> dict[Any, CycleEnrolment]:
    found = CycleEnrolment.objects.filter(group__in=groups, starts_on__lt=before)
    rows = found.select_related("group").order_by("starts_on", "pk")
    return {row.group_id: row for row in rows}


def _decisions(enrolments: Collection[CycleEnrolment]) -> dict[Any, GateDecision]:
    """Enrolment key -> its last decision at the gate."""
    rows = GateDecision.objects.filter(enrolment__in=enrolments, gate=EVALUATION_GATE)
    return {row.enrolment_id: row for row in rows.order_by("decided_on", "decided_at")}


def _evaluated(enrolment: CycleEnrolment, decisions: Mapping[Any, GateDecision]) -> Fact:
    last = decisions.get(enrolment.pk)
    words = {"group": enrolment.group.name, "gate": EVALUATION_GATE.label}
    if last is None:
        sentence = _("%(group)s: nothing is decided at “%(gate)s” yet.") % words
        return Fact("evaluation_passed", 0, 1, {"sentence": sentence})
    words |= {"day": date_format(last.decided_on, "j F Y"), "outcome": last.get_outcome_display()}
    sentence = _("%(group)s: “%(gate)s” on %(day)s, %(outcome)s.") % words
    value = 1 if last.outcome == Outcome.PASS else 0
    return Fact("evaluation_passed", value, 1, {"sentence": sentence})
