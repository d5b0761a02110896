"""The virtual environment: made once, filled from hash-pinned requirements."""

import os
import subprocess
import sys

from launching.errors import Trouble
from launching.places import PYTHON, REQUIREMENTS, VENV
from launching.preconditions import require_writable
from launching.stamps import Stamps, requirements_digest

# Each set holds the ones before it, so a bigger one that is installed will do.
SETS = ("embedded", "full", "test")
installed = Stamps(VENV / "installed")


def ensure(wanted: str) -> None:
    """Make `.venv` hold the packages of the set `wanted`, doing nothing when it does."""
    if PYTHON.exists() and _has(wanted):
        return
    require_writable(VENV.parent)
    if not PYTHON.exists():
        print("Making the virtual environment .venv", flush=True)
        _run(
            [sys.executable, "-m", "venv", "--clear", str(VENV)],
            "Python could not make the folder .venv",
        )
    print(f"Installing Python packages ({wanted})", flush=True)
    if not _install_with_uv(wanted):
        _install_with_pip(wanted)
    installed.write(wanted, requirements_digest(wanted))


def _has(wanted: str) -> bool:
    enough = SETS[SETS.index(wanted) :]
    return any(installed.holds(name, requirements_digest(name)) for name in enough)


def _install_with_uv(wanted: str) -> bool:
    """Install with uv, several times faster than pip; False where uv does not work."""
    if not _quietly([PYTHON, "-m", "uv", "--version"]):
        pip = [PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes"]
        if not _quietly([*pip, "-r", REQUIREMENTS / "installer.txt"]):
            return False
    return _quietly(
        [
            *(PYTHON, "-m", "uv", "pip", "install", "--python", PYTHON, "--require-hashes"),
            *("--compile-bytecode", "-r", REQUIREMENTS / f"{wanted}.txt"),
        ]
    )


def _install_with_pip(wanted: str) -> None:
    _run(
        [
            *(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes"),
            *("-r", REQUIREMENTS / f"{wanted}.txt"),
        ],
        "The Python packages could not be installed",
    )


def _quietly(command: list[object]) -> bool:
    answer = subprocess.run(
        [str(word) for word in command],
        check=False,
        capture_output=True,
        env={**os.environ, "UV_NO_PROGRESS": "1"},
    )
    return answer.returncode == 0


def _run(command: list[object], complaint: str) -> None:
    answer = subprocess.run(
        [str(word) for word in command], check=False, stderr=subprocess.PIPE, text=True
    )
    if answer.returncode != 0:
        said = (answer.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Trouble(f"{complaint} ({said}): check the network and try again.")
