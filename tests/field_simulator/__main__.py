"""`make soak`: fifty phones and two thousand sessions on each stack; figures on the screen."""

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from functools import partial

from launching.servers import PrivatePostgreSQL, PrivateRedis, socket_folder
from tests.field_simulator.running import check, said, stage
from tests.field_simulator.simulation import simulate
from tests.kept_postgresql import TEMPLATE, make_template
from tests.live import LiveSite, embedded, full
from tests.servers import Databases

PHONES, SESSIONS, KILLS = 50, 2_000, 40


@contextlib.contextmanager
def on_servers() -> Iterator[LiveSite]:
    """A new site on a PostgreSQL and a Redis of its own."""
    from launching import places

    folders = socket_folder(), socket_folder()
    postgresql = PrivatePostgreSQL(folders[0] / "d", folders[0], folders[0] / "log", lasting=False)
    redis = PrivateRedis(folders[1] / "d", folders[1], folders[1] / "log", lasting=False)
    children = [postgresql.start(), redis.start()]
    try:
        databases = Databases(postgresql)
        unmade = LiveSite(
            "full", folders[0] / "var", {"PENDAMPING_DATABASE_URL": databases.url(TEMPLATE)}
        )
        manage = [sys.executable, str(places.SITE / "manage.py")]
        make_template(databases, manage, unmade.environment)
        with full(databases, TEMPLATE, redis) as site:
            yield site
    finally:
        for child in children:
            child.stop()
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)


def main(words: list[str]) -> int:
    seed = int(words[0]) if words else 1
    os.environ.setdefault("PENDAMPING_SWEEP_SECONDS", "3")
    for stack, made in (("SQLite", embedded), ("PostgreSQL", on_servers)):
        with made() as site:
            site.start()
            figures = simulate(
                site,
                partial(stage, site),
                phones=PHONES,
                sessions=SESSIONS,
                seed=seed,
                kills=KILLS,
                today=date.today(),
            )
            sys.stdout.write(said(stack, figures) + "\n")
            sys.stdout.flush()
            check(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
