"""What a publisher says when a lesson goes out in spite of the check; kept for good."""

from collections.abc import Sequence
from typing import Any

from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from curriculum.errors import LessonNotReady
from curriculum.lesson_check import check_page
from curriculum.lesson_rules import Finding

PUBLISHED_ALL_THE_SAME = "curriculum.published_all_the_same"


def keep_publish_reason(
    *, lesson: Any, revision: Any, reason: str, findings: Sequence[Finding], by: Any
) -> None:
    """Keep in the page's log why this revision is published with these findings.

    Wagtail's log has no way to change or delete an entry.
    """
    found = [{"card": each.card, "code": each.code, **dict(each.facts)} for each in findings]
    log(
        instance=lesson,
        action=PUBLISHED_ALL_THE_SAME,
        user=by,
        revision=revision,
        data={"reason": reason, "findings": found},
    )


def has_kept_reason(*, revision: Any) -> bool:
    """Whether a publisher has said why this very revision goes out all the same."""
    kept = PageLogEntry.objects.filter(revision=revision, action=PUBLISHED_ALL_THE_SAME)
    return revision is not None and kept.exists()


def require_ready(*, lesson: Any, revision: Any) -> None:
    """Raises LessonNotReady where something is to mend and nobody said why it goes out.

    lesson: a page with LessonMixin as `revision` has it.
    """
    found = check_page(lesson, lesson.get_module()).findings
    if found and not has_kept_reason(revision=revision):
        raise LessonNotReady(title=lesson.title, count=len(found))
