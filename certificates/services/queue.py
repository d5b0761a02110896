"""Handing items to workers: a message is a nudge, the rows are the truth."""

from collections.abc import Sequence
from functools import partial

from celery import current_app
from django.db import transaction

from certificates import conf


def queue_items(item_ids: Sequence[int]) -> None:
    """Send messages for `item_ids` after commit, several items in each.

    A small batch gets small messages, so that its progress is seen to move; a large one
    gets larger ones, so that reads and writes stay few. If no broker can be reached the
    items stay queued, and the sweep sends them later.
    """
    size = max(1, min(conf.items_per_task(), len(item_ids) // 20))
    for start in range(0, len(item_ids), size):
        part = list(item_ids[start : start + size])
        transaction.on_commit(partial(_send, part), robust=True)


def _send(item_ids: list[int]) -> None:
    current_app.tasks[conf.ISSUE_ITEMS].apply_async(args=[item_ids])
