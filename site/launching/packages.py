"""System packages: what is missing, and installing it on machines that use apt."""

import ctypes.util
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from launching.errors import Trouble
from launching.places import PYTHON


@dataclass(frozen=True)
class Need:
    package: str
    is_met: Callable[[], bool]


def _has_library(name: str) -> bool:
    return ctypes.util.find_library(name) is not None


def _has_command(name: str) -> bool:
    return shutil.which(name) is not None


def _can_make_venv() -> bool:
    return PYTHON.exists() or importlib.util.find_spec("ensurepip") is not None


def _has_postgresql() -> bool:
    return bool(postgresql_folders())


def postgresql_folders() -> list[Path]:
    """The folders with PostgreSQL's server programs, newest version first.

    Debian keeps them off the PATH, one folder per major version.
    """
    folders = sorted(
        (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")),
        key=lambda folder: int(folder.parent.name) if folder.parent.name.isdigit() else 0,
        reverse=True,
    )
    on_path = shutil.which("postgres")
    if not folders and on_path:
        folders = [Path(on_path).resolve().parent]
    return folders


def _library(name: str, package: str) -> Need:
    return Need(package, partial(_has_library, name))


def _command(name: str, package: str) -> Need:
    return Need(package, partial(_has_command, name))


# WeasyPrint loads Pango when it is imported; no Python package brings it along.
EMBEDDED = (
    Need("python3-venv", _can_make_venv),
    _library("pango-1.0", "libpango-1.0-0"),
    _library("pangoft2-1.0", "libpangoft2-1.0-0"),
    _library("harfbuzz-subset", "libharfbuzz-subset0"),
)
POSTGRESQL = Need("postgresql", _has_postgresql)
REDIS = _command("redis-server", "redis-server")
GETTEXT = _command("xgettext", "gettext")
FFMPEG = _command("ffmpeg", "ffmpeg")
DRAWING = (_command("rsvg-convert", "librsvg2-bin"), FFMPEG)
# Only measured by `make bench`; a site may run without.
FRONT = _command("nginx", "nginx-light")
SPEECH = (_command("espeak-ng", "espeak-ng"), FFMPEG)
TEST = (
    *EMBEDDED,
    POSTGRESQL,
    REDIS,
    GETTEXT,
    _command("chromium", "chromium"),
    _command("pdftoppm", "poppler-utils"),
    _command("qpdf", "qpdf"),
    _command("git", "git"),
)


def install_line(packages: Iterable[str]) -> str:
    """What to type to install `packages`."""
    prefix = "" if os.geteuid() == 0 else "sudo "
    return f"{prefix}apt-get install -y --no-install-recommends {' '.join(packages)}"


def require(needs: Iterable[Need], again: str) -> None:
    """Install what is missing of `needs`, or say how.

    again: what to type when it is done by hand, for example "make run".
    """
    missing = [need.package for need in needs if not need.is_met()]
    if not missing:
        return
    line = install_line(missing)
    if not _has_command("apt-get"):
        raise Trouble(
            f"This machine lacks {' '.join(missing)} (names as in Debian): install them "
            f"with its package manager, then type `{again}` again."
        )
    if os.geteuid() != 0 and not _has_command("sudo"):
        raise Trouble(
            f"System packages are missing: as administrator type `{line}`, then `{again}` again."
        )
    print(f"Installing system packages: {' '.join(missing)}", flush=True)
    _apt(missing, line)


def _apt(packages: list[str], line: str) -> None:
    prefix = [] if os.geteuid() == 0 else ["sudo"]
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    # Old package lists lead to packages that are no longer there. Offline, go on
    # with what the machine has.
    subprocess.run([*apt, "update"], check=False, stdout=subprocess.DEVNULL)
    answer = subprocess.run(
        [*apt, "install", "-y", "--no-install-recommends", *packages],
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if answer.returncode != 0:
        said = answer.stdout.strip().splitlines()[-1:] or ["nothing"]
        raise Trouble(f"`{line}` failed ({said[0].strip()}): type it yourself to see why.")
