from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from balai.demo.errors import DemoInUse
from balai.demo.removal import remove_demo


class Command(BaseCommand):
    help = (
        "Delete exactly the rows and accounts the demo made. Refuses, with a list, while "
        "real records point at them."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            removed = remove_demo()
        except DemoInUse as refusal:
            raise CommandError(str(refusal)) from refusal
        with translation.override("en"):
            if not removed:
                self.stdout.write("There is no demo here.")
            for label, count in sorted(removed.items()):
                self.stdout.write(f"{count:>7}  {label}")
