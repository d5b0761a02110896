"""What hands have shown, for whoever asks: the hook `register_certificate_evidence`."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils import timezone

from curriculum.evidence import Fact
from curriculum.models import PracticalAssessment, PracticalResult


class PracticalEvidence:
    """Units of the programme that a person passed in this training."""

    name = "curriculum.practice"

    def facts_for(
        self, *, user_ids: Collection[int], occasion: Any
    ) -> Mapping[int, Sequence[Fact]]:
        """User key -> one "units_competent" fact, whose kind alone says that word.

        Only results that stand count, and only those of this very training. One query for
        any number of people; nothing for a programme without units.
        """
        codes = [unit["code"] for unit in occasion.programme.get("units", ())]
        if not codes:
            return {}
        passed = _passed(user_ids, getattr(occasion, "key", ""), codes)
        as_of = timezone.now()
        return {user_id: (_fact(codes, passed[user_id], as_of),) for user_id in user_ids}


def _fact(codes: Sequence[str], passed: set[str], as_of: Any) -> Fact:
    missing = [code for code in codes if code not in passed]
    return Fact(
        "units_competent", len(codes) - len(missing), len(codes), {"missing": missing}, as_of
    )


def _passed(user_ids: Collection[int], key: str, codes: Sequence[str]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = PracticalAssessment.objects.current().filter(
        user_id__in=user_ids,
        occasion_key=key,
        unit__code__in=codes,
        result=PracticalResult.LULUS,
    )
    for user_id, code in rows.order_by().values_list("user_id", "unit__code"):
        found[user_id].add(code)
    return found
