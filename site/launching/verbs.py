"""The verbs of the Makefile, each one function here or in a module of its own."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from types import FrameType

from launching import environment, keeping, packages, places, running
from launching.errors import Trouble

# What the Makefile passes on for other verbs; a test that starts a site says its own.
FOR_RUN_ONLY = ("STACK", "PORT", "DEMO", "HOST", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")
SOURCES = ["certificates", "curriculum", "mentoring", "site", "tests"]


def main(words: Sequence[str]) -> int:
    """Do what `words` say and return the exit code; trouble is one sentence and 1."""
    verbs: dict[str, Callable[..., int | None]] = {
        "run": running.run,
        "test": test,
        "bench": bench,
        "soak": soak,
        "format": format_sources,
        "check": check,
        "messages": messages,
        "lock": lock,
        "pictures": pictures,
        "scripts": scripts,
        "speech": speech,
        "backup": keeping.backup,
        "restore": keeping.restore,
    }
    verb = verbs.get(words[0]) if words else None
    if verb is None:
        print(f"Say one of: {', '.join(verbs)}.", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return verb(*words[1:]) or 0
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def test(*parts: str) -> int:
    """Run the linter and the tests: all of them, or the `parts` named.

    With STACK=full: the unit tests once more, on a PostgreSQL of their own.
    """
    _require_tools("make test")
    linted = _python("ruff", "check", "--quiet", *SOURCES)
    formatted = _python("ruff", "format", "--check", "--quiet", *SOURCES)
    named = [word for part in parts for word in shlex.split(part)]
    if os.environ.get("STACK") == "full":
        return linted or formatted or _python("tests.on_postgresql", *(named or ["--quiet"]))
    # Journeys mostly wait for a browser: three processes keep two cores busy. Which tests
    # stay together is said in tests/conftest.py.
    everything = ["--quiet", "--numprocesses=3", "--dist=loadgroup"]
    return linted or formatted or _python("pytest", *(named or everything))


def bench(prefix: str = "") -> int:
    """Measure: every line, or those whose name begins with `prefix`."""
    _require_tools("make bench")
    return _python("tests.benchmarks", *([prefix] if prefix else []))


def soak(seed: str = "") -> int:
    """Fifty phones send two thousand sessions through a storm, on each stack."""
    _require_tools("make soak")
    return _python("tests.field_simulator", *([seed] if seed else []))


def format_sources() -> int:
    environment.ensure("test")
    return _python("ruff", "check", "--fix", *SOURCES) or _python("ruff", "format", *SOURCES)


def check() -> int:
    """What a reviewer would say first: lint, format, types, template mistakes."""
    environment.ensure("test")
    answers = [
        _python("ruff", "check", *SOURCES),
        _python("ruff", "format", "--check", *SOURCES),
        _python("mypy", "certificates", "curriculum", "mentoring", "site/balai", "site/launching"),
        _python("djlint", "--lint", "--quiet", "certificates", "curriculum", "mentoring", "site"),
    ]
    return max(answers)


def messages() -> int:
    packages.require([packages.GETTEXT], "make messages")
    environment.ensure("test")
    return _call([str(places.PYTHON), str(places.SITE / "messages.py")])


def scripts() -> int:
    """Build the scripts that the plugins ship from `site/frontend`; see its README."""
    if shutil.which("npm") is None:
        raise Trouble("Building the scripts needs Node.js 20 with npm. Install it, then try again.")
    folder = str(places.SITE / "frontend")
    installed = _call(["npm", "ci", "--prefix", folder])
    return installed or _call(["npm", "run", "build", "--prefix", folder])


def lock() -> int:
    """Write the hash-pinned requirements anew from pyproject.toml.

    What is pinned stays pinned where pyproject.toml allows it. No index is named in
    the files, so that they work with any. The biggest set leads the smaller ones, or
    one machine could hold another version than the next.
    """
    environment.ensure("test")
    biggest = "test"
    for name, extras in {
        biggest: ("site", "full", "test"),
        "full": ("site", "full"),
        "embedded": ("site",),
    }.items():
        words = [word for extra in extras for word in ("--extra", extra)]
        if name != biggest:
            words += ["--constraint", f"site/requirements/{biggest}.txt"]
        failed = _compile("pyproject.toml", f"{name}.txt", *words)
        if failed:
            return failed
    return _compile("site/requirements/installer.in", "installer.txt")


def pictures() -> int:
    """Draw the pictures of the demo lessons that changed."""
    packages.require(packages.DRAWING, "make pictures")
    environment.ensure("test")
    return _python("balai.demo.draw")


def speech() -> int:
    """Speak the cards of the demo lessons, and the help of crafters' pages, whose text changed."""
    packages.require(packages.SPEECH, "make speech")
    environment.ensure("test")
    return _python("balai.demo.speak") or _python("balai.home.speak_help")


def _compile(source: str, target: str, *words: str) -> int:
    return _python(
        *("uv", "pip", "compile", source, *words),
        *("--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"),
        *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"),
        *("--output-file", f"site/requirements/{target}"),
    )


def _require_tools(again: str) -> None:
    """Install what tests and measurements need; complain before anything has run."""
    packages.require(packages.TEST, again)
    environment.ensure("test")


def _python(module: str, *words: str) -> int:
    return _call([str(places.PYTHON), "-m", module, *words])


def _call(command: list[str]) -> int:
    path = {"PATH": f"{places.PYTHON.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    paths = {"PYTHONPATH": f"{places.CHECKOUT}{os.pathsep}{places.SITE}"}
    clean = {name: value for name, value in os.environ.items() if name not in FOR_RUN_ONLY}
    return subprocess.run(
        command, check=False, cwd=places.CHECKOUT, env={**clean, **path, **paths}
    ).returncode
