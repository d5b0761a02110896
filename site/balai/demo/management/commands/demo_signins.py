import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from balai.demo.sign_ins import one_per_role


class Command(BaseCommand):
    help = "Print one demo sign-in per role."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="As a JSON list, for programs.")

    def handle(self, *args: Any, **options: Any) -> None:
        sign_ins = one_per_role()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(one) for one in sign_ins], ensure_ascii=False))
            return
        for one in sign_ins:
            self.stdout.write(f"{one.role_name:<22} {one.username:<16} {one.password}")
