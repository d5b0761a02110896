#!/usr/bin/env python3
"""Collect the translatable strings of every app and compile the catalogues (`make messages`).

Each app with strings keeps its own `locale/`: Indonesian by hand, English filled with
the source strings themselves, because they are written in English.
"""

import subprocess
import sys
from pathlib import Path

import polib

CHECKOUT = Path(__file__).resolve().parent.parent
MANAGE = CHECKOUT / "site" / "manage.py"
APPS = [
    CHECKOUT / "certificates",
    CHECKOUT / "curriculum",
    CHECKOUT / "mentoring" / "assignments",
    CHECKOUT / "mentoring" / "field",
    CHECKOUT / "mentoring" / "incubation",
    CHECKOUT / "mentoring" / "registry",
    CHECKOUT / "mentoring" / "reminders",
    CHECKOUT / "mentoring" / "sessions",
    CHECKOUT / "site" / "balai",
]

# Words of other people's screens, written by hand: nothing to collect, only to compile.
BY_HAND = [CHECKOUT / "site" / "balai" / "office"]


def compile_by_hand(folder: Path) -> None:
    for catalogue in sorted(folder.glob("locale/*/LC_MESSAGES/*.po")):
        polib.pofile(str(catalogue), wrapwidth=0).save_as_mofile(str(catalogue.with_suffix(".mo")))


def collect(app: Path) -> None:
    """Bring `app`'s catalogues up to date with its source, then compile them."""
    (app / "locale").mkdir(exist_ok=True)
    subprocess.run(
        [
            sys.executable,
            MANAGE,
            "makemessages",
            "--locale=id",
            "--locale=en",
            "--no-location",
            "--no-obsolete",
            "--no-wrap",
            "--verbosity=0",
        ],
        cwd=app,
        check=True,
    )
    for catalogue in sorted(app.glob("locale/*/LC_MESSAGES/*.po")):
        entries = polib.pofile(str(catalogue), wrapwidth=0)
        if "/en/" in str(catalogue):
            for entry in entries:
                _repeat_source(entry)
        # The moment of extraction would make every run a change.
        entries.metadata.pop("POT-Creation-Date", None)
        entries.save(str(catalogue))
        entries.save_as_mofile(str(catalogue.with_suffix(".mo")))


def _repeat_source(entry: polib.POEntry) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
    else:
        entry.msgstr = entry.msgid
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]


def report(app: Path) -> int:
    """Print what is still untranslated in `app`; return how many strings."""
    missing = 0
    for catalogue in sorted(app.glob("locale/*/LC_MESSAGES/*.po")):
        entries = polib.pofile(str(catalogue))
        open_entries = entries.untranslated_entries() + entries.fuzzy_entries()
        for entry in open_entries:
            print(f"{catalogue.relative_to(CHECKOUT)}: {entry.msgid!r}")
        missing += len(open_entries)
    return missing


if __name__ == "__main__":
    wanted = [CHECKOUT / name for name in sys.argv[1:]] or APPS
    for folder in wanted:
        collect(folder)
    for folder in BY_HAND:
        compile_by_hand(folder)
    still_open = sum(report(folder) for folder in wanted)
    print(f"{still_open} strings wait for a translation.")
