"""What each release holds, as numbers: its lessons, their checks, and which answer is right.

A phone that was offline answers for the release it read, which need not be the current
one; so the right answers come from the revisions of that release, never from the page.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from curriculum import shelf
from curriculum.languages import first_of
from curriculum.models import ReleasedLesson

Checks = Mapping[str, Mapping[str, bool]]  # check's block id -> answer's id -> is it right


@dataclass(frozen=True)
class ReleaseKey:
    """A release of a module; lesson page key -> its checks, in order.

    `module_id` is the page that stands for the module in all languages, and `firsts` say
    the same of its lessons: lesson page key -> key of the one that stands for it.
    """

    module_id: int
    lessons: Mapping[int, Checks]
    firsts: Mapping[int, int] = field(default_factory=dict)

    def first(self, lesson_id: int) -> int:
        return self.firsts.get(lesson_id, lesson_id)

    @property
    def lesson_firsts(self) -> set[int]:
        return {self.first(lesson_id) for lesson_id in self.lessons}

    @property
    def check_ids(self) -> set[str]:
        return {check_id for checks in self.lessons.values() for check_id in checks}

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
    firsts: dict[int, dict[int, int]] = defaultdict(dict)
    rows = (
        ReleasedLesson.objects.filter(release_id__in=list(release_ids))
        .annotate(first_module=first_of("release__page"), first_lesson=first_of("page"))
        # A release's list of files is many times heavier than its lessons.
        .only("release_id", "page_id", "cards", "check_ids", "position")
    )
    for row in rows.order_by("release_id", "position"):
        modules[row.release_id] = row.first_module
        lessons[row.release_id][row.page_id] = _checks(row)
        firsts[row.release_id][row.page_id] = row.first_lesson
    return {pk: ReleaseKey(module_id, lessons[pk], firsts[pk]) for pk, module_id in modules.items()}


def _checks(row: ReleasedLesson) -> Checks:
    """Of the cards as readers saw them; of the page's revision where those were not kept yet."""
    if row.cards is None:
        cards = {card.get("id"): card for card in _cards(row.revision.content.get("body"))}
        return {check_id: _options(cards.get(check_id, {})) for check_id in row.check_ids}
    seen = {card["id"]: card for card in row.cards}
    return {
        check_id: {
            option["id"]: option["is_correct"]
            for option in seen.get(check_id, {}).get("options", ())
        }
        for check_id in row.check_ids
    }


def _cards(body: Any) -> list[dict[str, Any]]:
    # Wagtail keeps a StreamField inside a revision as a string of JSON.
    return json.loads(body) if isinstance(body, str) else body or []


def _options(card: Mapping[str, Any]) -> dict[str, bool]:
    options = (card.get("value") or {}).get("options") or []
    return {each["id"]: bool(each["value"].get("is_correct")) for each in options if "id" in each}
