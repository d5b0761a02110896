import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    no_translations,
)

from balai.operations.errors import OperationsError
from balai.operations.passphrases import asked_passphrase
from balai.operations.services import back_up


class Command(BaseCommand):
    help = "Write the database and all files into one dated file in var/backups."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--into", type=Path, help="Another folder for the backup.")
        parser.add_argument(
            "--keys", action="store_true", help="Add the site's keys, locked with a passphrase."
        )

    @no_translations  # a terminal speaks English, as the launcher does
    def handle(self, *args: Any, **options: Any) -> None:
        into = options["into"] or Path(settings.VAR) / "backups"
        passphrase = asked_passphrase(twice=True) if options["keys"] else ""
        try:
            path = back_up(into=into, passphrase=passphrase)
        except OperationsError as refusal:
            raise CommandError(str(refusal)) from refusal
        size = path.stat().st_size / 1_000_000
        self.stdout.write(f"{os.path.relpath(path)} ({size:.1f} MB)")
