"""What people have not shown yet of a programme: the hook `register_skill_gaps`.

Answered from lessons read, checks passed and practice assessed, set-based: the same few
queries for one person and for a thousand.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from curriculum.evidence import ReadingEvidence
from curriculum.models import PracticalAssessment, PracticalResult

# More codes than this in one sentence are read by nobody.
_NAMED = 6


@dataclass(frozen=True)
class Gap:
    """`missing` of `of` are not shown yet. kind: "lessons", "checks" or "practice".

    sentence: empty where nothing is missing.
    """

    kind: str
    missing: int
    of: int
    sentence: str


class SkillGaps:
    name = "curriculum"

    def gaps(
        self, *, programme: Mapping[str, Any], people: Collection[Any]
    ) -> Mapping[UUID, Sequence[Gap]]:
        """Person key -> one gap per kind the programme has, complete ones with nothing missing.

        A complete kind is told too, so that one practice missing beside it weighs less than
        half of everything missing.

        people: objects with `person_id` and `user_id`; who has no account is left out,
        because nothing is known of her here.
        """
        person_of = {each.user_id: each.person_id for each in people if each.user_id}
        found: dict[UUID, list[Gap]] = defaultdict(list)
        occasion = SimpleNamespace(programme={"modules": [], **programme})
        facts = ReadingEvidence().facts_for(user_ids=list(person_of), occasion=occasion)
        for user_id, (modules, checks) in facts.items():
            found[person_of[user_id]] += [
                gap for gap in (_of_lessons(modules), _of_checks(checks)) if gap.of
            ]
        for user_id, gap in _of_practice(list(person_of), programme).items():
            found[person_of[user_id]].append(gap)
        return found


def _of_lessons(fact: Any) -> Gap:
    missing = fact.of - fact.value
    words = _("Lessons not finished: %(missing)d of %(of)d (%(codes)s).")
    return _gap("lessons", missing, fact.of, words, fact.detail["missing"])


def _of_checks(fact: Any) -> Gap:
    missing = fact.of - fact.value
    words = _("Checks not passed: %(missing)d of %(of)d (%(codes)s).")
    return _gap("checks", missing, fact.of, words, fact.detail["missing"])


def _gap(kind: str, missing: int, of: int, words: str, lacking: Collection[str]) -> Gap:
    if not missing:
        return Gap(kind, 0, of, "")
    codes = list(lacking)
    said = ", ".join(codes[:_NAMED]) + (" …" if len(codes) > _NAMED else "")
    return Gap(kind, missing, of, words % {"missing": missing, "of": of, "codes": said})


def _of_practice(user_ids: Collection[int], programme: Mapping[str, Any]) -> dict[int, Gap]:
    """User key -> units without a passed practice, in whichever training; empty for a
    programme without units. One query."""
    codes = [unit["code"] for unit in programme.get("units", ())]
    passed: dict[int, set[str]] = defaultdict(set)
    rows = PracticalAssessment.objects.current().filter(
        user_id__in=user_ids, unit__code__in=codes, result=PracticalResult.LULUS
    )
    for user_id, code in rows.order_by().values_list("user_id", "unit__code"):
        passed[user_id].add(code)
    found = {}
    words = _("Practice not passed: %(missing)d of %(of)d units (%(codes)s).")
    for user_id in user_ids if codes else ():
        missing = [code for code in codes if code not in passed[user_id]]
        found[user_id] = _gap("practice", len(missing), len(codes), words, missing)
    return found
