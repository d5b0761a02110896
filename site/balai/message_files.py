"""Celery's broker made of files, with messages that appear whole or not at all.

kombu's own filesystem transport creates a message file, then fills it. A worker that
looks in between takes an empty file, cannot read it and ends with "Unrecoverable error";
with a short polling interval that happens within hours. Taking a message is a move
into the system's temporary folder, which on another disk is a copy: two workers could
take the same one. Here a message is written under another name and renamed, and taken
by a rename inside the folder; a rename on one disk happens once.
"""

import json
import logging
import threading
import uuid
from pathlib import Path
from queue import Empty
from time import time_ns
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

logger = logging.getLogger(__name__)

# Names that begin so belong to one process at work and are looked at by no other.
PRIVATE = ".at-work-"

_binding = threading.Lock()


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:
        """Put `payload` (JSON-able) at the end of `queue`."""
        # Wall-clock order survives a restart of the machine, which a monotonic clock does not.
        name = f"{time_ns():020d}_{uuid.uuid4()}.{queue}.msg"
        folder = Path(self.data_folder_out)
        unfinished = folder / f"{PRIVATE}{name}"
        unfinished.write_text(dumps(payload), encoding="utf-8")
        unfinished.rename(folder / name)

    def _get(self, queue: str) -> Any:
        """Take the oldest message of `queue`. Raises Empty."""
        folder = Path(self.data_folder_in)
        for name in sorted(file.name for file in folder.iterdir()):
            if name.startswith(PRIVATE) or name.partition(".")[2] != f"{queue}.msg":
                continue
            taken = folder / f"{PRIVATE}{uuid.uuid4()}-{name}"
            try:
                (folder / name).rename(taken)
            except FileNotFoundError:
                continue  # another worker was first
            text = taken.read_text(encoding="utf-8")
            taken.unlink()
            try:
                return loads(text)
            except json.JSONDecodeError:
                # Left behind by a full disk, for example. The row it was about is found
                # again by the sweep; this worker must go on.
                logger.error("A message that cannot be read was thrown away: %s", name)
        raise Empty

    def _size(self, queue: str) -> int:
        names = [file.name for file in Path(self.data_folder_in).iterdir()]
        return sum(
            not name.startswith(PRIVATE) and name.partition(".")[2] == f"{queue}.msg"
            for name in names
        )

    def queue_bind(self, *args: Any, **kwargs: Any) -> None:
        # kombu notes a binding before it is written. Another thread that believed the
        # note would send its message to a queue nobody reads.
        with _binding:
            super().queue_bind(*args, **kwargs)

    def get_table(self, exchange: str) -> list[Any]:
        """Who is bound to `exchange`. A table that is just being written counts as empty."""
        try:
            return super().get_table(exchange)
        except json.JSONDecodeError:
            return []

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        file = self._exchange_file(exchange)
        file.parent.mkdir(parents=True, exist_ok=True)
        bound = [list(row) for row in self.get_table(exchange)]
        row = [routing_key or "", pattern or "", queue or ""]
        if row in bound:
            return
        unfinished = file.with_name(f"{PRIVATE}{uuid.uuid4()}")
        unfinished.write_text(dumps([row, *bound]), encoding="utf-8")
        unfinished.replace(file)


class Transport(filesystem.Transport):
    Channel = Channel
