"""Seals the secret of every phone anew with the newest key."""

from typing import Any

from django.core.management.base import BaseCommand

from mentoring.field.services import reseal_phones


class Command(BaseCommand):
    help = (
        "Seals the secret of every phone anew with the first of MENTORING_IDENTIFIER_KEYS. "
        "Run it beside rotate_identifier_keys, before the older keys are taken away: "
        "without it forgotten PINs and rescue files could not be opened any more."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{reseal_phones()} phones sealed anew.")
