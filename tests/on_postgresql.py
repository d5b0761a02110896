"""`make test STACK=full`: the unit tests on a real PostgreSQL.

Production runs on PostgreSQL, so whatever the unit tests prove on SQLite is proved there
too. Left out is what does not ask the database, and what starts servers of its own.
"""

import os
import shutil
import subprocess
import sys

import django

from launching.errors import Trouble
from launching.places import CHECKOUT, SITE
from launching.servers import PrivatePostgreSQL, socket_folder

ELSEWHERE = ("contracts", "journeys", "standalone", "benchmarks", "site/launching")


def main(words: list[str]) -> int:
    """Start a server, run the tests on it, stop it; return pytest's exit code."""
    from tests.kept_postgresql import TEMPLATE, make_template
    from tests.servers import Databases

    folder = socket_folder()
    server = PrivatePostgreSQL(folder / "data", folder, folder / "server.log", lasting=False)
    child = server.start()
    try:
        databases = Databases(server)
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "balai.settings.test",
            "PENDAMPING_DATABASE_URL": databases.url(TEMPLATE),
            "PENDAMPING_TEST_TEMPLATE_DATABASE": TEMPLATE,
        }
        make_template(databases, [sys.executable, str(SITE / "manage.py")], environment)
        ignored = [f"--ignore={CHECKOUT / 'tests' / folder}" for folder in ELSEWHERE]
        marked = "not browser and not worker and not servers"
        command = [sys.executable, "-m", "pytest", "-m", marked, *ignored, *words]
        return subprocess.run(command, check=False, cwd=CHECKOUT, env=environment).returncode
    finally:
        child.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "balai.settings.test"
    django.setup()
    try:
        sys.exit(main(sys.argv[1:]))
    except Trouble as trouble:
        sys.exit(str(trouble))
