"""What this plugin keeps about one person: what she read, answered and could do.

The hook `register_personal_data` asks. `subject` has `user_ids`; a part of the answer is
{"key", "title", "labels": key of a row -> its name, "rows": [{key: JSON value}]}.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from django.utils.translation import gettext as _

from curriculum.models import (
    EventForReview,
    PracticalAssessment,
    ProgressEvent,
    ProgressSummary,
    ReaderKey,
)


class Subject(Protocol):
    """One person, under all the users she has had."""

    user_ids: tuple[int, ...]


class LearningData:
    """This plugin's answer to the hook `register_personal_data`."""

    name = "curriculum"

    def describe(self) -> list[str]:
        return [_("What you read and answered, as long as your account stands.")]

    def export(self, subject: Subject) -> list[dict[str, Any]]:
        mine = {"user__in": subject.user_ids}
        return [
            _progress(ProgressSummary.objects.filter(**mine).select_related("module")),
            _answers(ProgressEvent.objects.filter(**mine).order_by("received_at")),
            _practice(PracticalAssessment.objects.filter(**mine).select_related("unit")),
        ]

    def erase(self, subject: Subject, *, now: datetime) -> Sequence[str]:
        """Keys of phones and what waits for a look go; answers belong to nobody any more."""
        mine = {"user__in": subject.user_ids}
        ReaderKey.objects.filter(**mine).delete()
        EventForReview.objects.filter(sender__in=subject.user_ids).delete()
        ProgressEvent.objects.filter(**mine).update(device=None, payload={})
        return [_("Lessons done and answers given stay, without a name, for counting.")]


def _progress(rows: Any) -> dict[str, Any]:
    return {
        "key": "lessons",
        "title": _("My lessons"),
        "labels": {"module": _("Module"), "done": _("Lessons done"), "on": _("Last read")},
        "rows": [
            {
                "module": str(row.module),
                "done": row.lessons_done,
                "on": row.last_event_at.date().isoformat(),
            }
            for row in rows
        ],
    }


def _answers(rows: Any) -> dict[str, Any]:
    return {
        "key": "answers_to_checks",
        "title": _("What I opened and answered"),
        "labels": {"at": _("When"), "kind": _("What"), "is_correct": _("Right")},
        "rows": [
            {
                "at": row.received_at.isoformat(timespec="minutes"),
                "kind": row.get_kind_display(),
                "is_correct": row.is_correct,
            }
            for row in rows.iterator()
        ],
    }


def _practice(rows: Any) -> dict[str, Any]:
    return {
        "key": "practice",
        "title": _("My practice"),
        "labels": {"unit": _("Unit"), "result": _("Result"), "on": _("Assessed on")},
        "rows": [
            {
                "unit": str(row.unit),
                "result": row.get_result_display(),
                "on": row.assessed_on.isoformat(),
            }
            for row in rows
        ],
    }
