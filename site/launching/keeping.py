"""`make backup` and `make restore`: the site's own commands, with the database at hand."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launching import environment, places, preparing, stacks
from launching.errors import Trouble
from launching.preconditions import require_writable
from launching.stamps import migrations_digest


def backup() -> int:
    """Write one dated file, whether the site runs meanwhile or not."""
    # Nobody should have to remember which of the two stacks holds the records.
    os.environ["STACK"] = os.environ.get("STACK") or stacks.last_stack()
    _get_ready("make backup")
    with _database() as addresses:
        return _manage(addresses, "backup", *_keys())


def restore() -> int:
    """Bring the backup named in FILE into this checkout, which must hold nothing yet."""
    file = Path(os.environ.get("FILE") or "")
    if not file.is_file():
        what = f"There is no file {file}: name" if file.name else "Name"
        raise Trouble(
            f"{what} the backup to restore, for example "
            "`make restore FILE=var/backups/pendamping-20260131-120000.tar.gz`."
        )
    _get_ready("make restore")
    with stacks.only_one("restore a backup"), stacks.started_servers() as (_servers, addresses):
        failed = _manage(addresses, "restore", str(file.resolve()), *_keys())
        if not failed:
            # The next start finds everything done, and adds no demo to real records.
            digest = migrations_digest(places.stack())
            preparing.stamps().write(preparing.step("migrated"), digest)
            preparing.stamps().write(preparing.step("demo"), "0")
        return failed


def _get_ready(again: str) -> None:
    places.stack()
    require_writable(places.var())
    stacks.prepare_system(again)
    environment.ensure(places.stack())


@contextmanager
def _database() -> Iterator[dict[str, str]]:
    """The addresses of the running site's servers, or of those we start for the moment."""
    noted = stacks.noted_addresses()
    if noted is not None:
        yield noted
        return
    with stacks.started_servers() as (_servers, addresses):
        yield addresses


def _keys() -> list[str]:
    return ["--keys"] if os.environ.get("KEYS", "0") not in ("", "0") else []


def _manage(addresses: dict[str, str], *words: str) -> int:
    """Run a management command in this terminal: it may ask for a passphrase."""
    command = [str(places.PYTHON), str(places.SITE / "manage.py"), *words]
    answer = subprocess.run(
        command, check=False, cwd=places.CHECKOUT, env=places.site_environment(**addresses)
    )
    return answer.returncode
