"""Seals every identity number and business tie anew with the newest key."""

from typing import Any

from django.core.management.base import BaseCommand

from mentoring.registry.services import reseal_ties, rotate_identifier_keys


class Command(BaseCommand):
    help = (
        "Seals every identity number and business tie anew with the first of "
        "MENTORING_IDENTIFIER_KEYS. "
        "Afterwards, and after reseal_phones where phones are kept, the older keys may go."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rotate_identifier_keys()} identity numbers sealed anew.")
        self.stdout.write(f"{reseal_ties()} business ties sealed anew.")
