"""A migrated, empty PostgreSQL database that is kept between runs, like the SQLite one.

The dump lies under `var/`, keyed by the content of all migrations and by the server's
major version. Databases are then copied from it inside the server, in a moment.
"""

import subprocess

from launching.packages import postgresql_folders
from tests.kept_sqlite.base import KEPT, migrations_digest, one_at_a_time
from tests.servers import Databases

TEMPLATE = "migrated"


def make_template(databases: Databases, manage: list[str], environment: dict[str, str]) -> str:
    """Put the migrated database into the server and return its name.

    manage: the command that runs management commands, in `environment`, which must name
    the database this function makes (`databases.url(TEMPLATE)`).
    """
    kept = KEPT / f"{migrations_digest()}-{postgresql_folders()[0].parent.name}.dump"
    databases.create(name=TEMPLATE)
    with one_at_a_time("postgresql"):
        if kept.exists():
            databases.run("pg_restore", "--no-owner", "--dbname", TEMPLATE, str(kept))
            return TEMPLATE
        subprocess.run(
            [*manage, "migrate", "--noinput", "--verbosity=0"], check=True, env=environment
        )
        unfinished = kept.with_suffix(".unfinished")
        databases.run("pg_dump", "--format=custom", "--file", str(unfinished), TEMPLATE)
        unfinished.replace(kept)
    return TEMPLATE
