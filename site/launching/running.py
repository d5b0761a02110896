"""`make run`: from a checkout to a running site, and back to nothing on Ctrl-C."""

import os
import signal
import sqlite3
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from launching import environment as packages_of_python
from launching import places, preparing, stacks
from launching.errors import Trouble
from launching.preconditions import chosen_port, require_free_port, require_writable
from launching.processes import Child, Supervisor

# Slow machines take their time; a web server that is silent this long is broken.
START_SECONDS = 120.0


def run() -> None:
    """Install what is missing, prepare, start every part, and stay until told to stop."""
    port, host = chosen_port(), os.environ.get("HOST") or "127.0.0.1"
    places.stack()
    require_writable(places.var())
    require_free_port(host, port)
    stacks.prepare_system("make run")
    packages_of_python.ensure(places.stack())
    with stacks.only_one("start another one"), stacks.started_servers() as (children, addresses):
        stacks.note_running(addresses)
        environment = site_environment(host, port, addresses)
        preparing.prepare(environment)
        supervisor = Supervisor(children=children)
        _stop_on_signals(supervisor)
        try:
            for child in parts(environment, host, port, places.var() / "log"):
                supervisor.add(child)
            _wait_for_web(supervisor, address(host, port))
            _tell(address(host, port), environment)
            supervisor.watch()
        finally:
            print(f"\nStopping{supervisor.reason}.", flush=True)
            supervisor.stop()


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds the site."""
    return f"http://{'127.0.0.1' if host in ('0.0.0.0', '') else host}:{port}"  # noqa: S104


def site_environment(host: str, port: int, addresses: dict[str, str]) -> dict[str, str]:
    base = os.environ.get("PENDAMPING_BASE_URL") or address(host, port)
    return places.site_environment(
        PENDAMPING_BASE_URL=base,
        PENDAMPING_DEMO="1" if preparing.wants_demo() else "0",
        **addresses,
    )


def parts(environment: dict[str, str], host: str, port: int, logs: Path) -> list[Child]:
    """Web server, worker and scheduler: three processes, as in production."""

    def part(name: str, *words: str) -> Child:
        command = [str(places.PYTHON), "-m", *words]
        return Child(name, command, environment, logs / f"{name.replace(' ', '-')}.log")

    return [
        part("web server", *web_words(host, port)),
        part("worker", *worker_words()),
        part("scheduler", *scheduler_words()),
    ]


def web_words(host: str, port: int) -> list[str]:
    return [
        "gunicorn",
        "balai.wsgi",
        f"--bind={host}:{port}",
        f"--workers={os.environ.get('PENDAMPING_WEB_WORKERS') or 2}",
        "--worker-class=gthread",
        f"--threads={os.environ.get('PENDAMPING_WEB_THREADS') or 4}",
        # Loaded once and shared by the workers: half the memory, half the start.
        "--preload",
        "--no-control-socket",
        "--timeout=60",
        "--graceful-timeout=10",
    ]


def worker_words() -> list[str]:
    return [
        "celery",
        "--app=balai",
        "worker",
        "--loglevel=WARNING",
        f"--concurrency={os.environ.get('PENDAMPING_TASK_PROCESSES') or 2}",
        # PDF libraries keep a little of every document: a fresh process now and then.
        "--max-memory-per-child=400000",
        "--without-gossip",
        "--without-mingle",
        "--without-heartbeat",
    ]


def scheduler_words() -> list[str]:
    return ["celery", "--app=balai", "beat", "--loglevel=WARNING", "--pidfile="]


def _stop_on_signals(supervisor: Supervisor) -> None:
    """First Ctrl-C, SIGTERM or lost terminal: stop in order. A second one: at once."""

    def stop(number: int, frame: FrameType | None) -> None:
        if supervisor.stopping:
            for child in supervisor.children:
                child.end(time.monotonic())
        supervisor.stopping = True
        supervisor.reason = f" ({signal.Signals(number).name})"

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


def _wait_for_web(supervisor: Supervisor, url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    web = next(child for child in supervisor.children if child.name == "web server")

    def is_decided() -> bool:
        return not web.is_running or time.monotonic() > deadline or _answers(url)

    supervisor.watch(0.05, until=is_decided)
    if supervisor.stopping:
        return
    if not web.is_running or time.monotonic() > deadline:
        raise Trouble(
            f"The web server did not start. Its log {places.shown(web.log)} ends with:\n"
            f"{web.last_words()}"
        )


def _answers(url: str) -> bool:
    """Whether the web server answers at all; its own health page may still say 503."""
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=5):  # noqa: S310 - our own address
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _tell(url: str, environment: dict[str, str]) -> None:
    print(f"\nPendamping is at {url}/  (stop with Ctrl-C)", flush=True)
    signins = preparing.stamps().read(preparing.step("demo-loaded"))
    if len(signins) > 1 and _has_demo_people():
        print(f"\nDemo sign-ins, one per role:\n{signins}", flush=True)
    if code := preparing.setup_code():
        print(f"\nThe site is empty. Open {url}/mulai/ ; the set-up code is {code}", flush=True)


def _has_demo_people() -> bool:
    """False once the demo was removed; asked of SQLite only, where it costs nothing."""
    if places.stack() != "embedded":
        return True
    try:
        database = sqlite3.connect(f"file:{places.var() / 'pendamping.sqlite3'}?mode=ro", uri=True)
        with database:
            return bool(
                database.execute("SELECT 1 FROM accounts_user WHERE is_demo LIMIT 1").fetchone()
            )
    except sqlite3.Error:
        return False
