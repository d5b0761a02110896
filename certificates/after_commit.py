"""What is done once a transaction stands, and must not undo the answer when it fails.

Django names a failed hook in the log by its `__qualname__`, which a `functools.partial` does not
have: with one, a broker that is gone became an error page behind an approval that stood.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction


def after_commit(act: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """Call `act` after commit; its failure is logged and nothing else."""

    def run() -> None:
        act(*args, **kwargs)

    run.__qualname__ = getattr(act, "__qualname__", type(act).__qualname__)
    transaction.on_commit(run, robust=True)
