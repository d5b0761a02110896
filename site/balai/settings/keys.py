"""The keys of a site that was given none: made once, kept outside the database."""

from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet
from django.core.management.utils import get_random_secret_key


def kept_secret_key(var: Path) -> str:
    """Return the key in `var`/keys/secret_key, making file and key at the first call."""
    return _kept(var / "keys" / "secret_key", get_random_secret_key)


def kept_identifier_key(var: Path) -> str:
    """Return the Fernet key in `var`/keys/identifier_key, likewise."""
    return _kept(var / "keys" / "identifier_key", lambda: Fernet.generate_key().decode())


def _kept(path: Path, made: Callable[[], str]) -> str:
    """The file is readable by its owner only. Two processes starting at once agree:
    the one that loses the race reads what the other wrote.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with path.open("x") as file:
                path.chmod(0o600)
                file.write(made())
        except FileExistsError:
            pass
    return path.read_text().strip()
