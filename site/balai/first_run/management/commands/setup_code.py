from typing import Any

from django.core.management.base import BaseCommand

from balai.first_run.services import administrator_exists
from balai.first_run.setup_code import setup_code


class Command(BaseCommand):
    help = "Print the set-up code the first administrator of an empty site types at /mulai/."

    def handle(self, *args: Any, **options: Any) -> None:
        if administrator_exists():
            self.stdout.write("This site has an administrator: no set-up code is needed.")
        else:
            self.stdout.write(setup_code())
