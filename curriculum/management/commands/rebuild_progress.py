"""Derive every reader's progress again from the events."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from curriculum.services import rebuild_progress


class Command(BaseCommand):
    help = "Derive the progress summaries again from the progress events."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--user", type=int, action="append", help="only this reader's key")

    def handle(self, *args: Any, user: list[int] | None, **options: Any) -> None:
        count = rebuild_progress(user_ids=user)
        self.stdout.write(f"{count} summaries derived.")
