"""`make soak`: fifty phones and two thousand sessions on each stack; figures on the screen."""

import os
import sys
from datetime import date
from functools import partial

import django

from tests.field_simulator.running import check, said, stage
from tests.field_simulator.simulation import simulate
from tests.live import embedded, on_servers

PHONES, SESSIONS, KILLS = 50, 2_000, 40


def main(words: list[str]) -> int:
    seed = int(words[0]) if words else 1
    os.environ.setdefault("PENDAMPING_SWEEP_SECONDS", "3")
    # What decides a kept database is read from the installed apps.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.settings.test")
    django.setup()
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
