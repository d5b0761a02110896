"""Handing items to workers: a message is a nudge, the rows are the truth."""

from collections.abc import Sequence

from celery import current_app

from certificates import conf
from certificates.after_commit import after_commit


def queue_items(item_ids: Sequence[int]) -> None:
    """Send messages for `item_ids` after commit, several items in each.

    A small batch gets small messages, so that its progress is seen to move; a large one
    gets larger ones, so that reads and writes stay few. If no broker can be reached the
    items stay queued, and the sweep sends them later.
    """
    size = max(1, min(conf.items_per_task(), len(item_ids) // 20))
    for start in range(0, len(item_ids), size):
        part = list(item_ids[start : start + size])
        after_commit(_send, part)


def _send(item_ids: list[int]) -> None:
    current_app.tasks[conf.ISSUE_ITEMS].apply_async(args=[item_ids])
