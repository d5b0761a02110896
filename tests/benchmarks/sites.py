"""The sites that are measured: small ones thrown away again, and the tiers, which are kept.

Filling tier M takes a minute and most of a gigabyte, so its site stays under `var/bench`
until a migration, a model or the filling changes; then it is thrown away and made anew.
"""

import contextlib
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from launching import places
from launching.stamps import migrations_digest
from tests import live
from tests.benchmarks.figures import BENCH
from tests.benchmarks.servers import cores, on
from tests.kept_sqlite.base import keep_sqlite
from tests.live import LiveSite

_DATABASE = "pendamping.sqlite3"
_FILLED_BY = ("site/balai/demo/scale", "tests/benchmarks/inside/tiers.py")


def inside(site: LiveSite, module: str, *words: str) -> Any:
    """Run `tests.benchmarks.inside.<module>` in the site's environment; return its answer.

    It prints one line of JSON at its end.
    """
    answer = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.inside.{module}", *words],
        cwd=places.CHECKOUT,
        env={**site.environment, "DJANGO_ALLOW_ASYNC_UNSAFE": "true"},
        capture_output=True,
        text=True,
    )
    if answer.returncode != 0:
        raise RuntimeError(f"{module} {' '.join(words)[:200]}:\n{answer.stderr[-4000:]}")
    return json.loads(answer.stdout.splitlines()[-1])


def cookie_of(site: LiveSite, username: str) -> str:
    """The cookie of a signed-in session of `username`."""
    return f"sessionid={inside(site, 'pages', 'sign_in', username)}"


@contextlib.contextmanager
def small_site() -> Iterator[LiveSite]:
    """A migrated site without any row of ours, on SQLite; gone afterwards."""
    with live.embedded() as site:
        yield site


@contextlib.contextmanager
def site_on_servers() -> Iterator[LiveSite]:
    """The same on PostgreSQL, with the guarantees of its disk, on the server's core."""
    with contextlib.ExitStack() as stack:
        with on(cores()[0]):
            site = stack.enter_context(live.on_servers(lasting=True))
        yield site


@contextlib.contextmanager
def tier_site(tier: str) -> Iterator[LiveSite]:
    """A site with the rows of `tier` ("S", "M"), made when it is not there yet."""
    site = LiveSite("embedded", BENCH / f"tier-{tier}-{_digest()}")
    if not (site.var / "filled").exists():
        _throw_away(tier)
        site.var.mkdir(parents=True)
        live.give_static_files(site)
        live.give_migrated_sqlite(site)
        site.manage("load_scale", "--tier", tier)
        inside(site, "tiers", "complete")
        (site.var / "filled").touch()
    else:
        (site.var / "static").unlink(missing_ok=True)
        live.give_static_files(site)
    # What earlier code left in the cache is not what this code would put there.
    shutil.rmtree(site.var / "cache", ignore_errors=True)
    try:
        yield site
    finally:
        site.stop()


@contextlib.contextmanager
def copy_of_tier(tier: str) -> Iterator[LiveSite]:
    """A copy of that site's rows and keys, without pages, for lines that add or change rows;
    gone afterwards."""
    with tier_site(tier) as kept:
        var = Path(tempfile.mkdtemp(prefix="copy-", dir=BENCH))
        try:
            keep_sqlite(kept.var / _DATABASE, var / _DATABASE)
            shutil.copytree(kept.var / "keys", var / "keys")
            yield LiveSite("embedded", var)
        finally:
            shutil.rmtree(var)


def _throw_away(tier: str) -> None:
    for old in BENCH.glob(f"tier-{tier}-*"):
        shutil.rmtree(old)


def _digest() -> str:
    digest = hashlib.sha256(migrations_digest("test").encode())
    for source in _FILLED_BY:
        path = places.CHECKOUT / source
        for file in sorted(path.glob("*.py")) if path.is_dir() else [path]:
            digest.update(Path(file).read_bytes())
    return digest.hexdigest()[:12]
