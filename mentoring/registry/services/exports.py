"""What is kept when somebody takes a list out of the registers."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from mentoring.registry.errors import ExportNeedsReason
from mentoring.registry.models import ExportLog

SHORTEST_REASON = 8


@transaction.atomic
def note_export(
    *,
    register: str,
    format: str,
    has_names: bool,
    row_count: int,
    exported_by: Any,
    reason: str = "",
) -> ExportLog:
    """Keep that `row_count` rows of `register` were taken out, before the first one leaves.

    register: the list as people know it. Never what was searched for: it may be a name.
    Raises ExportNeedsReason for a list that names people.
    """
    reason = " ".join(reason.split())
    if has_names and len(reason) < SHORTEST_REASON:
        raise ExportNeedsReason(letters=SHORTEST_REASON)
    export = ExportLog.objects.create(
        register=register[:60],
        format=format,
        has_names=has_names,
        reason=reason,
        row_count=row_count,
        exported_by=exported_by,
    )
    log(
        instance=export,
        action="mentoring.export",
        user=exported_by,
        data={"reason": reason, "rows": row_count, "format": format},
    )
    return export
