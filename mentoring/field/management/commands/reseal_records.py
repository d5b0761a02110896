"""Seals what phones sent of sealed records anew with the newest key."""

from typing import Any

from django.core.management.base import BaseCommand

from mentoring.field.services import reseal_records


class Command(BaseCommand):
    help = (
        "Seals every sealed record of a phone, and every sealed side of a difference, anew with "
        "the first of MENTORING_IDENTIFIER_KEYS. reseal_answers runs it, too."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{reseal_records()} records of phones sealed anew.")
