"""`manage.py load_instrument [file]`: bring in a version, the shipped one by default."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mentoring.incubation.errors import IncubationError
from mentoring.incubation.services.instruments import DEFAULT_INSTRUMENT, load_instrument


class Command(BaseCommand):
    help = "Loads an instrument version from a JSON file; a version that was used never changes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=DEFAULT_INSTRUMENT)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            definition = json.loads(file.read_text(encoding="utf-8"))
            version = load_instrument(definition=definition)
        except (OSError, KeyError, ValueError, IncubationError) as refusal:
            raise CommandError(f"{file}: {refusal}") from refusal
        self.stdout.write(f"{version.instrument.code} v{version.number}")
