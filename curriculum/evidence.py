"""What readers have shown, for whoever asks: the hook `register_certificate_evidence`.

Answered from progress summaries and events, set-based: four queries for one reader and
for a thousand, beside what it costs to ask who is one person.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from curriculum.identities import same_people
from curriculum.models import (
    ModuleRelease,
    ProgressEvent,
    ProgressSummary,
    ReleasedLesson,
)


@dataclass(frozen=True)
class Fact:
    """`value` of `of`. kind: "modules_completed" or "checks_passed"."""

    kind: str
    value: int
    of: int
    detail: Mapping[str, Any] = field(default_factory=dict)
    as_of: datetime = field(default_factory=timezone.now)


class ReadingEvidence:
    """Modules completed and checks passed, of the programme as the occasion froze it."""

    name = "curriculum"

    def facts_for(
        self, *, user_ids: Collection[int], occasion: Any
    ) -> Mapping[int, Sequence[Fact]]:
        """User key -> two facts; every asked user is present.

        Only required modules count. A module counts once all lessons of any release were
        done; checks are those of the release the programme froze, and passed is a check
        answered correctly at least once. Users who are one person share what they read.
        """
        modules = [each for each in occasion.programme["modules"] if each.get("is_required", True)]
        same = same_people(user_ids)
        everybody = set().union(*same.values())
        completed = _completed(everybody, modules)
        checks = _checks_by_module(modules)
        passed = _passed(everybody, {check for ids in checks.values() for check in ids})
        as_of = timezone.now()
        return {
            user_id: (
                _modules_fact(modules, _latest(completed, same[user_id]), as_of),
                _checks_fact(
                    modules, checks, set().union(*(passed[each] for each in same[user_id])), as_of
                ),
            )
            for user_id in user_ids
        }


def _latest(completed: dict[int, dict[int, int]], user_ids: Collection[int]) -> dict[int, int]:
    """Module page key -> number of the newest release any of these users read."""
    read: dict[int, int] = {}
    for user_id in user_ids:
        for page_id, number in completed[user_id].items():
            read[page_id] = max(number, read.get(page_id, 0))
    return read


def _modules_fact(modules: list[Any], completed: dict[int, int], as_of: datetime) -> Fact:
    """detail: codes still missing, and the number of the release read of each of the others."""
    missing = [each["code"] for each in modules if each["page_id"] not in completed]
    read = {
        each["code"]: completed[each["page_id"]] for each in modules if each["page_id"] in completed
    }
    detail = {"missing": missing, "releases": read}
    return Fact("modules_completed", len(modules) - len(missing), len(modules), detail, as_of)


def _checks_fact(
    modules: list[Any], checks: dict[int, set[str]], passed: set[str], as_of: datetime
) -> Fact:
    value, wanted, missing = 0, 0, []
    for each in modules:
        of = each.get("checks", 0)
        shown = min(of, len(passed & checks[each["page_id"]]))
        value, wanted = value + shown, wanted + of
        if shown < of:
            missing.append(each["code"])
    return Fact("checks_passed", value, wanted, {"missing": missing}, as_of)


def _completed(user_ids: Collection[int], modules: list[Any]) -> dict[int, dict[int, int]]:
    """User key -> module page key -> number of the release she read last."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    summaries = ProgressSummary.objects.filter(
        user_id__in=user_ids,
        module_id__in=[each["page_id"] for each in modules],
        completed_at__isnull=False,
    )
    rows = summaries.order_by().values_list("user_id", "module_id", "release__number")
    for user_id, module_id, number in rows:
        found[user_id][module_id] = number
    return found


def _checks_by_module(modules: list[Any]) -> dict[int, set[str]]:
    """Module page key -> block ids of the checks of the release frozen in the programme.

    One revision of a module may have several releases, because its lessons change too: the
    number says which. Programmes frozen without it mean the latest of them.
    """
    revisions = {each["page_id"]: each["revision_id"] for each in modules}
    numbers = {each["page_id"]: each.get("release") for each in modules}
    releases = ModuleRelease.objects.filter(
        page_id__in=revisions, revision_id__in=[pk for pk in revisions.values() if pk]
    ).order_by("number")
    rows = releases.values_list("pk", "page_id", "revision_id", "number")
    frozen = {
        page_id: pk
        for pk, page_id, revision_id, number in rows
        if revisions[page_id] == revision_id and numbers[page_id] in (None, number)
    }
    checks: dict[int, set[str]] = {page_id: set() for page_id in revisions}
    lessons = ReleasedLesson.objects.filter(release_id__in=frozen.values()).order_by()
    for page_id, check_ids in lessons.values_list("release__page_id", "check_ids"):
        checks[page_id].update(check_ids)
    return checks


def _passed(user_ids: Collection[int], check_ids: set[str]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    events = ProgressEvent.objects.right_answers().filter(
        user_id__in=user_ids, block_id__in=check_ids
    )
    for user_id, block_id in events.order_by().values_list("user_id", "block_id").distinct():
        found[user_id].add(str(block_id))
    return found
