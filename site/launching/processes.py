"""Child processes: started in groups of their own, watched, restarted, stopped to the last."""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from launching.places import CHECKOUT, shown

PAUSES = (1, 2, 4, 8, 16, 30)
# Who lived this long is healthy: its next end is the first again.
HEALTHY_SECONDS = 60.0
BIG_LOG = 5_000_000


@dataclass
class Child:
    """One long-running program and everything it starts.

    name: as a person reads it, for example "worker".
    user: the account it runs as when we are root; PostgreSQL refuses to be root.
    polite: the signal that asks it to finish what it does and end.
    patience: seconds it then has before it is ended by force.
    is_server: a database or broker that the other children use; it ends after them.
    """

    name: str
    command: list[str]
    environment: Mapping[str, str]
    log: Path
    user: str | None = None
    polite: signal.Signals = signal.SIGTERM
    patience: float = 15.0
    is_server: bool = False
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started_at: float = field(default=0.0, init=False)
    failures: int = field(default=0, init=False)

    def start(self) -> None:
        """Start it in its own session: a Ctrl-C in the terminal reaches only us."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > BIG_LOG:
            self.log.replace(self.log.with_suffix(".old.log"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=CHECKOUT if self.user is None else "/",
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                # In our one-threaded launcher this runs safely between fork and exec.
                preexec_fn=_end_with_parent(self.polite),
                **as_user(self.user),
            )
        self.started_at = time.monotonic()

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def pid(self) -> int:
        if self.process is None:
            raise ValueError(f"{self.name} was never started")
        return self.process.pid

    def ask_to_end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(self.polite)

    def end(self, deadline: float) -> None:
        """Wait until `deadline` (monotonic seconds), then end the whole group by force."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, deadline - time.monotonic()))
        # Also when it ended by itself: what it started must not outlive it.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.ask_to_end()
        self.end(time.monotonic() + self.patience)

    def last_words(self, lines: int = 15) -> str:
        """The end of its log, for the person who must find out why it ended."""
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except OSError:
            return ""


def as_user(user: str | None) -> dict[str, Any]:
    """What `subprocess` needs to run a program as `user`; nothing for None."""
    if user is None:
        return {}
    account = pwd.getpwnam(user)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _end_with_parent(polite: signal.Signals) -> Callable[[], None] | None:
    """Linux: let the kernel send `polite` when we die without a chance to tidy up."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl
    set_parent_death_signal = 1
    return lambda: prctl(set_parent_death_signal, int(polite)) and None


@dataclass
class Supervisor:
    """Keeps its children alive until it is told to stop, by whatever `reason` tells."""

    children: list[Child] = field(default_factory=list)
    stopping: bool = False
    reason: str = ""

    def add(self, child: Child) -> None:
        child.start()
        self.children.append(child)

    def watch(self, pause: float = 0.2, until: Callable[[], bool] = lambda: False) -> None:
        """Restart whoever ends, with growing pauses, until stopped or `until()` is true."""
        while not self.stopping and not until():
            for child in self.children:
                if not child.is_running:
                    self._revive(child)
            time.sleep(pause)

    def _revive(self, child: Child) -> None:
        process, now = child.process, time.monotonic()
        if process is None:
            if now >= child.started_at:
                child.start()
            return
        if now - child.started_at > HEALTHY_SECONDS:
            child.failures = 0
        wait = PAUSES[min(child.failures, len(PAUSES) - 1)]
        print(
            f"The {child.name} ended (code {process.returncode}); starting it again in "
            f"{wait} s. Its log: {shown(child.log)}",
            flush=True,
        )
        child.end(now)
        child.failures += 1
        child.process, child.started_at = None, now + wait

    def stop(self) -> None:
        """End every child, the last started first asked; afterwards none is left.

        The site's own parts are asked together; the servers they use only when they
        are gone, or a worker could not write down what it just finished.
        """
        self.stopping = True
        servers = [child for child in self.children if child.is_server]
        parts = [child for child in self.children if child not in servers]
        for group in (parts, servers[::-1]):
            for child in group:
                child.ask_to_end()
            for child in group:
                child.end(time.monotonic() + child.patience)
        self.children.clear()
