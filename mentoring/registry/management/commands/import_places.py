"""`manage.py import_places FILE`: the national list of places from CSV."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date

from mentoring.errors import MentoringError
from mentoring.registry.services import import_places


class Command(BaseCommand):
    help = "Creates and renames places from a CSV file with the columns kode and nama."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say it, change nothing")
        parser.add_argument("--on", help="day since when new names hold (YYYY-MM-DD; today)")
        parser.add_argument("--source", default="", help="where the list is from")

    def handle(self, *args: Any, **options: Any) -> None:
        day = timezone.localdate()
        if options["on"]:
            day = parse_date(options["on"]) or self._no_day(options["on"])
        try:
            with options["file"].open("rb") as file:
                outcome = import_places(
                    file,
                    happened_on=day,
                    source=options["source"] or options["file"].name,
                    dry_run=options["dry_run"],
                )
        except OSError as missing:
            raise CommandError(f"Cannot read {options['file']}: {missing.strerror}") from missing
        except MentoringError as refusal:
            raise CommandError(str(refusal)) from refusal
        for remark in (*outcome.warnings, *outcome.refusals):
            self.stderr.write(f"{remark.line}: {remark.sentence}")
        self.stdout.write(
            f"{outcome.created} created, {outcome.renamed} renamed, "
            f"{outcome.unchanged} unchanged, {outcome.padded} with lost zeros, "
            f"{outcome.refused} refused"
        )

    def _no_day(self, text: str) -> Any:
        raise CommandError(f"{text} is no day. Write it as 2026-01-31.")
