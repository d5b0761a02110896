"""What each release holds, as numbers: its lessons, their checks, and which answer is right.

A phone that was offline answers for the release it read, which need not be the current
one; so the right answers come from the revisions of that release, never from the page.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from curriculum import shelf
from curriculum.models import ReleasedLesson

Checks = Mapping[str, Mapping[str, bool]]  # check's block id -> answer's id -> is it right


@dataclass(frozen=True)
class ReleaseKey:
    """A release of the module page `module_id`; lesson page key -> its checks, in order."""

    module_id: int
    lessons: Mapping[int, Checks]

    def is_right(self, lesson_id: int, block_id: str, option_id: str) -> bool | None:
        """Whether the answer is right; None if the release knows no such check or answer."""
        return self.lessons.get(lesson_id, {}).get(block_id, {}).get(option_id)


def answer_keys(release_ids: Collection[int]) -> dict[int, ReleaseKey]:
    """Release key -> its `ReleaseKey`; unknown releases are absent. One query, none if kept."""
    found = shelf.find_answer_keys(release_ids)
    missing = set(release_ids) - set(found)
    if missing:
        read = _read(missing)
        shelf.keep_answer_keys(read)
        found.update(read)
    return found


def _read(release_ids: Iterable[int]) -> dict[int, ReleaseKey]:
    modules: dict[int, int] = {}
    lessons: dict[int, dict[int, Checks]] = defaultdict(dict)
    rows = (
        ReleasedLesson.objects.filter(release_id__in=list(release_ids))
        .select_related("release", "revision")
        # A release's list of files is many times heavier than its lessons.
        .only("release__page_id", "revision__content", "page_id", "check_ids", "position")
    )
    for row in rows.order_by("release_id", "position"):
        modules[row.release_id] = row.release.page_id
        lessons[row.release_id][row.page_id] = _checks(row)
    return {pk: ReleaseKey(module_id, lessons[pk]) for pk, module_id in modules.items()}


def _checks(row: ReleasedLesson) -> Checks:
    cards = {card.get("id"): card for card in _cards(row.revision.content.get("body"))}
    return {check_id: _options(cards.get(check_id, {})) for check_id in row.check_ids}


def _cards(body: Any) -> list[dict[str, Any]]:
    # Wagtail keeps a StreamField inside a revision as a string of JSON.
    return json.loads(body) if isinstance(body, str) else body or []


def _options(card: Mapping[str, Any]) -> dict[str, bool]:
    options = (card.get("value") or {}).get("options") or []
    return {each["id"]: bool(each["value"].get("is_correct")) for each in options if "id" in each}
