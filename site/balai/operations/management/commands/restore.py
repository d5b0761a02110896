from pathlib import Path
from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    no_translations,
)

from balai.operations.errors import OperationsError
from balai.operations.passphrases import asked_passphrase
from balai.operations.services import Restored, restore

# Compares every certificate's file with the digest it was issued with, and says the counts.
CERTIFICATE_CHECK = "check_certificate_files"


class Command(BaseCommand):
    help = "Bring a backup into this empty site, whichever database it was made on."
    # The database is empty: checks that read it come after restoring.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--keys", action="store_true", help="Bring the keys back, with their passphrase."
        )

    @no_translations  # a terminal speaks English, as the launcher does
    def handle(self, *args: Any, **options: Any) -> None:
        passphrase = asked_passphrase() if options["keys"] else ""
        try:
            restored = restore(source=options["file"], passphrase=passphrase)
        except OperationsError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Restored {restored.rows} rows and {restored.files} files.")
        self._tell_of_keys(restored, asked=options["keys"])
        if CERTIFICATE_CHECK in get_commands():
            call_command(CERTIFICATE_CHECK, stdout=self.stdout)

    def _tell_of_keys(self, restored: Restored, *, asked: bool) -> None:
        if restored.keys:
            self.stdout.write(f"Restored {restored.keys} key files.")
        elif restored.manifest.has_keys:
            self.stdout.write("The backup also holds keys: say KEYS=1 to restore them.")
        elif asked:
            self.stdout.write("The backup holds no keys: those of this site stay.")
