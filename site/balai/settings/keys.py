"""The secret key of a site that was given none: made once, kept outside the database."""

from pathlib import Path

from django.core.management.utils import get_random_secret_key


def kept_secret_key(var: Path) -> str:
    """Return the key in `var`/keys/secret_key, making file and key at the first call.

    The file is readable by its owner only. Two processes starting at once agree:
    the one that loses the race reads what the other wrote.
    """
    path = var / "keys" / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with path.open("x") as file:
                path.chmod(0o600)
                file.write(get_random_secret_key())
        except FileExistsError:
            pass
    return path.read_text().strip()
