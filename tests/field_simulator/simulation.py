"""One run: phones in a storm, processes that die, clear weather at last, and the count."""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tests.field_simulator.network import CLEAR, STORM, Network
from tests.field_simulator.phone import Phone
from tests.field_simulator.visits import Expected, fill
from tests.live import LiveSite

STORM_TRIES, CLEAR_TRIES = 60, 4_000


@dataclass
class Figures:
    """What one run cost and what befell it.

    seconds: of the wall clock, from the first request to the last answer. arrived: what
    `cast.py arrived` found on the server.
    """

    phones: int
    sessions: int
    photos: int
    seconds: float = 0.0
    requests: int = 0
    kills: int = 0
    troubles: Counter[str] = field(default_factory=Counter)
    arrived: dict[str, Any] = field(default_factory=dict)
    expected: list[Expected] = field(default_factory=list)


def simulate(
    site: LiveSite,
    stage: Callable[..., Any],
    *,
    phones: int,
    sessions: int,
    seed: int,
    kills: int,
    today: date,
) -> Figures:
    """Let `phones` send `sessions` visits through the storm; return what became of them.

    stage: runs a verb of `cast.py` in the site's environment and returns its JSON.
    kills: how often a process of the site is killed while they send.
    """
    cast = stage("enrol", str(phones), str(seed))
    ready, expected = _outboxes(site, cast["phones"], sessions, seed, today)
    count = sum(len(phone.photos) for phone in ready)
    figures = Figures(phones=phones, sessions=sessions, photos=count, expected=expected)
    start = time.monotonic()
    _all_at_once(ready, STORM_TRIES, site, kills, seed, figures)
    for phone in ready:
        phone.network.weather = CLEAR
    _all_at_once(ready, CLEAR_TRIES, site, 0, seed, figures)
    figures.seconds = time.monotonic() - start
    figures.requests = sum(phone.tries for phone in ready)
    for phone in ready:
        figures.troubles += phone.network.troubles
        assert phone.is_done, [phone.answers.get(each["sequence"]) for each in phone.unsettled][:3]
    figures.arrived = stage("arrived")
    return figures


def _outboxes(
    site: LiveSite, cast: list[dict[str, Any]], sessions: int, seed: int, today: date
) -> tuple[list[Phone], list[Expected]]:
    ready, expected = [], []
    for number, row in enumerate(cast):
        chance = random.Random(f"{seed} {number}")  # noqa: S311 - repeatable, not secret
        weather = random.Random(f"{seed} {number} weather")  # noqa: S311
        phone = Phone(row["token"], Network(site.url, weather, STORM), chance)
        share = sessions // len(cast) + (number < sessions % len(cast))
        expected += fill(phone, row["groups"], share, chance, today)
        ready.append(phone)
    return ready, expected


def _all_at_once(
    phones: list[Phone], tries: int, site: LiveSite, kills: int, seed: int, figures: Figures
) -> None:
    troubles: list[BaseException] = []
    ended = threading.Event()

    def send(phone: Phone) -> None:
        try:
            phone.sync(most_tries=tries)
        except BaseException as trouble:  # told by the main thread, which fails the run
            troubles.append(trouble)

    threads = [threading.Thread(target=send, args=(phone,), daemon=True) for phone in phones]
    killer = threading.Thread(
        target=_kill_now_and_then, args=(site, kills, seed, ended, figures), daemon=True
    )
    for thread in threads:
        thread.start()
    killer.start()
    for thread in threads:
        thread.join()
    ended.set()
    killer.join()
    if troubles:
        raise troubles[0]


def _kill_now_and_then(
    site: LiveSite, kills: int, seed: int, ended: threading.Event, figures: Figures
) -> None:
    """End a web process or the worker as a power cut would, and let another one come."""
    chance = random.Random(f"{seed} killer")  # noqa: S311
    for _number in range(kills):
        if ended.wait(chance.uniform(0.5, 2.0)):
            return
        if chance.random() < 0.3:
            site.kill_worker()
            site.start_worker()
            figures.kills += 1
            continue
        children = _children_of(site.parts["web server"].pid)
        if children:
            _kill(chance.choice(children))
            figures.kills += 1


def _children_of(pid: int) -> list[int]:
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(each) for each in told.split()]


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # it ended by itself a moment ago
