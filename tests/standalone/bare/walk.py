"""Check, migrate and visit the bare project; run inside it.

`python -m tests.standalone.bare.walk /admin/ …` prints "checked", "complete" (no model
waits for a migration), "migrated", then one line for each address: status, space, address.
One process, because starting Django four times costs more than what it is asked.
"""

import sys

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - after setup
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    call_command("check", fail_level="ERROR")
    say("checked")
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    say("complete")
    call_command("migrate", verbosity=0)
    say("migrated")
    client = Client(raise_request_exception=True)
    client.force_login(get_user_model().objects.create_superuser("kepala", "k@example.org", "x"))
    for address in sys.argv[1:]:
        say(f"{client.get(address).status_code} {address}")
