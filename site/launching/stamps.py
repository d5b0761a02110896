"""Notes of what was done already, so that a second start skips it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from launching.places import CHECKOUT, REQUIREMENTS


@dataclass(frozen=True)
class Stamps:
    """One small text file per finished step, in `folder`."""

    folder: Path

    def read(self, name: str) -> str:
        """What was noted under `name`; empty when nothing was."""
        try:
            return (self.folder / name).read_text()
        except OSError:
            return ""

    def holds(self, name: str, value: str) -> bool:
        return self.read(name) == value

    def write(self, name: str, value: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(value)

    def forget(self, *names: str) -> None:
        for name in names:
            (self.folder / name).unlink(missing_ok=True)


def requirements_digest(name: str) -> str:
    return hashlib.sha256((REQUIREMENTS / f"{name}.txt").read_bytes()).hexdigest()


def migrations_digest(requirements: str) -> str:
    """A digest of everything that decides what `migrate` would do.

    Models, roles, words of consents and instruments count too: permissions, role groups and
    the rows of the shipped ones are made after migrating.
    """
    made_later = ("models.py", "models/*.py", "roles.py", "consent_texts.py", "instruments/*")
    patterns = ("migrations/*.py", *made_later)
    files = (path for app in _apps() for pattern in patterns for path in app.glob(pattern))
    return _content_digest(files, requirements_digest(requirements))


def static_digest(requirements: str) -> str:
    """A digest of every stylesheet, script and picture that pages may ask for."""
    files = (path for app in _apps() for path in (app / "static").rglob("*") if path.is_file())
    return _content_digest(files, requirements_digest(requirements))


def _apps() -> list[Path]:
    roots = ("certificates", "curriculum", "mentoring", "site/balai")
    found = {CHECKOUT / "site" / "balai"}
    for root in roots:
        found.update(path.parent for path in (CHECKOUT / root).rglob("apps.py"))
    return sorted(found)


def _content_digest(files: Iterable[Path], start: str) -> str:
    digest = hashlib.sha256(start.encode())
    for path in sorted(set(files)):
        digest.update(str(path.relative_to(CHECKOUT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
