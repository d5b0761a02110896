"""The commands of the README, typed as a newcomer types them."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import pytest

from launching.places import CHECKOUT
from tests.live import LiveSite, free_port, give_migrated_sqlite
from tests.patience import processes_of, wait_until

pytestmark = pytest.mark.apart


@pytest.fixture
def var():
    with temporary_var() as folder:
        yield folder


@pytest.fixture
def another_var():
    with temporary_var() as folder:
        yield folder


@contextlib.contextmanager
def temporary_var():
    folder = Path(tempfile.mkdtemp(prefix="pendamping-run-"))
    # PostgreSQL's own account must be able to enter, or its data would lie elsewhere.
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        for pid in processes_of(folder):
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)


def environment(var):
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PENDAMPING_", "MAKE", "DJANGO_"))
        and name not in ("STACK", "PORT", "HOST", "DEMO")
    }
    return {**kept, "PENDAMPING_VAR": str(var), "PYTHON": sys.executable}


def type_make(var, *words):
    """Type `make …` in a terminal of its own: a Ctrl-C there reaches make and its child."""
    return subprocess.Popen(
        ["make", "--no-print-directory", *words],
        cwd=CHECKOUT,
        env=environment(var),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def answers_200(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30) as answer:
            return answer.status == 200
    except OSError:
        return False


def run_once_and_stop(var, port, *words):
    """Start the site, wait until it is healthy, press Ctrl-C; return what was printed."""
    make = type_make(var, "run", f"PORT={port}", "DEMO=0", *words)
    wait_until(lambda: answers_200(port) or make.poll() is not None, "the site is healthy")
    assert make.poll() is None, make.communicate()[0]
    os.killpg(make.pid, signal.SIGINT)
    said, _nothing = make.communicate(timeout=120)
    return said


def test_a_site_starts_twice_on_its_own_port_and_ctrl_c_leaves_nothing(var):
    port = free_port()

    first = run_once_and_stop(var, port)

    assert f"Pendamping is at http://127.0.0.1:{port}/" in first
    assert "Preparing the database" in first
    assert "Traceback" not in first
    wait_until(lambda: processes_of(var) == [], "every process has ended")

    second = run_once_and_stop(var, port)

    assert f"Pendamping is at http://127.0.0.1:{port}/" in second
    for step in ("Installing", "Preparing", "Collecting"):
        assert step not in second
    wait_until(lambda: processes_of(var) == [], "every process has ended")


def test_a_backup_of_one_site_is_restored_into_an_empty_one(var, another_var):
    give_migrated_sqlite(LiveSite("embedded", var))

    said = make_says(var, "backup")

    (backup,) = (var / "backups").glob("pendamping-*.tar.gz")
    assert backup.name in said
    assert make_says(another_var, "restore", f"FILE={backup}").startswith("Restored ")
    assert "already holds a database" in make_fails(another_var, "restore", f"FILE={backup}")


def test_a_backup_that_is_not_there_is_one_sentence(var):
    said = make_fails(var, "restore", "FILE=tidak-ada.tar.gz")

    assert said.startswith("There is no file tidak-ada.tar.gz: name the backup to restore")
    assert "Traceback" not in said


def make_fails(var, *words):
    make = type_make(var, *words)
    said, _nothing = make.communicate(timeout=600)
    assert make.returncode != 0, said
    return said


def make_says(var, *words):
    make = type_make(var, *words)
    said, _nothing = make.communicate(timeout=600)
    assert make.returncode == 0, said
    return said


@pytest.mark.servers
def test_the_same_command_runs_on_postgresql_and_redis(var):
    port = free_port()

    said = run_once_and_stop(var, port, "STACK=full")

    assert f"Pendamping is at http://127.0.0.1:{port}/" in said
    assert f"Starting PostgreSQL (its data: {var}/postgresql)" in said
    wait_until(lambda: processes_of(var) == [], "every process has ended")
    again = run_once_and_stop(var, port, "STACK=full")
    assert "Preparing the database" not in again


def test_a_busy_port_is_one_sentence(var):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]

        make = type_make(var, "run", f"PORT={port}")
        said, _nothing = make.communicate(timeout=120)

    assert make.returncode != 0
    assert said.splitlines()[0] == (
        f"Port {port} is taken by another program: stop that program, "
        f"or choose another port, for example `make run PORT={port + 1}`."
    )
    assert "Traceback" not in said


def test_a_folder_that_cannot_be_written_is_one_sentence():
    make = type_make(Path("/proc/pendamping"), "run", f"PORT={free_port()}")
    said, _nothing = make.communicate(timeout=120)

    assert make.returncode != 0
    assert said.startswith("Cannot write in /proc/pendamping")
    assert "PENDAMPING_VAR" in said
    assert "Traceback" not in said


def test_an_old_python_is_told_so():
    """The first file must still be readable to Pythons that lack everything newer."""
    source = (CHECKOUT / "site" / "launch.py").read_text()
    pretend = source.replace("NEEDED = (3, 11)", "NEEDED = (99, 0)")

    answer = subprocess.run(
        [sys.executable, "-c", pretend, "run"], capture_output=True, text=True, cwd=CHECKOUT
    )

    assert answer.returncode == 1
    assert answer.stderr.startswith("Pendamping needs Python 3.11 or newer, but this is Python 3.")
    assert "Traceback" not in answer.stderr
