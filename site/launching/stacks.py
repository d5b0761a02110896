"""What the chosen stack needs besides Python: nothing, or PostgreSQL and Redis."""

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from launching import packages, servers
from launching.errors import Trouble
from launching.places import shown, stack, var
from launching.processes import Child


def prepare_system(again: str) -> None:
    """Install the system packages of the chosen stack."""
    needs = list(packages.EMBEDDED)
    if stack() == "full":
        if not os.environ.get("PENDAMPING_DATABASE_URL"):
            needs.append(packages.POSTGRESQL)
        if not os.environ.get("PENDAMPING_REDIS_URL"):
            needs.append(packages.REDIS)
    packages.require(needs, again)


def has_private_database() -> bool:
    return stack() == "full" and not os.environ.get("PENDAMPING_DATABASE_URL")


def database_file() -> Path | None:
    """The file that proves that our own database exists; None for somebody else's server."""
    if stack() == "embedded":
        return var() / "pendamping.sqlite3"
    if has_private_database():
        return servers.data_folder(var()) / "PG_VERSION"
    return None


@contextlib.contextmanager
def started_servers() -> Iterator[tuple[list[Child], dict[str, str]]]:
    """Start the private servers the stack needs; give them and their addresses.

    The addresses are environment variables for the site. Servers named in the
    environment are used as they are. All that was started has ended afterwards.
    """
    if stack() == "embedded":
        yield [], {}
        return
    children: list[Child] = []
    sockets = servers.socket_folder()
    try:
        addresses = {}
        if not os.environ.get("PENDAMPING_DATABASE_URL"):
            database = servers.PrivatePostgreSQL(
                servers.data_folder(var()), sockets, var() / "log" / "postgresql.log"
            )
            print(f"Starting PostgreSQL (its data: {shown(database.data)})", flush=True)
            children.append(database.start())
            addresses["PENDAMPING_DATABASE_URL"] = database.url
        if not os.environ.get("PENDAMPING_REDIS_URL"):
            redis = servers.PrivateRedis(var() / "redis", sockets, var() / "log" / "redis.log")
            children.append(redis.start())
            addresses["PENDAMPING_REDIS_URL"] = redis.url
        yield children, addresses
    finally:
        for child in reversed(children):
            child.stop()
        shutil.rmtree(sockets, ignore_errors=True)


@contextlib.contextmanager
def only_one(purpose: str) -> Iterator[Path]:
    """Hold this folder's lock, so that two sites never share one database folder."""
    path = var() / "running.lock"
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Trouble(
                f"A site already runs on {shown(var())}: stop it before you {purpose}, "
                "or name another folder in PENDAMPING_VAR."
            ) from None
        yield path


def note_running(addresses: dict[str, str]) -> None:
    """Leave word which stack runs on this folder, and where its servers are."""
    path = var() / "running.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps({"stack": stack(), "addresses": addresses}))


def last_stack() -> str:
    """The stack that ran last on this folder; empty when none ever did."""
    try:
        return str(json.loads((var() / "running.json").read_text())["stack"])
    except (OSError, ValueError, KeyError):
        return ""


def noted_addresses() -> dict[str, str] | None:
    """The addresses of the servers of the site that runs now; None when none runs."""
    try:
        with (var() / "running.lock").open("a+") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except OSError:
        return dict(json.loads((var() / "running.json").read_text())["addresses"])
    return None
