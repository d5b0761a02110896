"""`manage.py reset_second_factor USERNAME`: when the last administrator lost the phone."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from balai.accounts.second_factor.services import remove_second_factor


class Command(BaseCommand):
    help = "Forget somebody's phone and spare codes; the next sign-in sets up a new one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        user = get_user_model().objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"No account is called {options['username']}.")
        remove_second_factor(user=user, removed_by=None, reason="manage.py reset_second_factor")
        self.stdout.write(f"{user.get_username()} sets up a new phone at the next sign-in.")
