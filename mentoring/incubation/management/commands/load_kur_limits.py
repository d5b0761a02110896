"""`manage.py load_kur_limits file`: new limits of KUR credit, each from its day on."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mentoring.incubation.services.credit_limits import load_limits


class Command(BaseCommand):
    help = "Loads limits and interest of KUR credit from a JSON file; what held before is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            count = load_limits(rows=json.loads(file.read_text(encoding="utf-8")))
        except (OSError, KeyError, TypeError, ValueError) as refusal:
            raise CommandError(f"{file}: {refusal}") from refusal
        self.stdout.write(f"{count} limits are new.")
