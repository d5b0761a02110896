"""`manage.py run_retention [--dry-run]`: delete what is kept longer than allowed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from balai.privacy.retention import run_retention


class Command(BaseCommand):
    help = "Delete what is kept longer than allowed; --dry-run only counts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        run = run_retention(today=timezone.localdate(), is_dry_run=options["dry_run"])
        for figure in run.figures:
            self.stdout.write(f"{figure['rule']:<24} {figure['count']:>8} {figure['failed']}")
        failed = [figure["rule"] for figure in run.figures if figure["failed"]]
        if failed:
            raise CommandError(f"These rules failed, see the server's log: {', '.join(failed)}.")
