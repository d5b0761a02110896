"""Seals every answer of a person anew with the newest key."""

from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from mentoring.incubation.services import reseal_answers


class Command(BaseCommand):
    help = (
        "Seals every number, choice and word that was answered anew with the first of "
        "MENTORING_IDENTIFIER_KEYS, and what phones sent of them. Run it beside "
        "rotate_identifier_keys."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{reseal_answers()} answers sealed anew.")
        # Of the room that carries them, where it is installed.
        if "reseal_records" in get_commands():
            call_command("reseal_records", stdout=self.stdout)
