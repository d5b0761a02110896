"""`manage.py load_demo`: invented people and records to try everything with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from balai.demo.errors import DemoNotWanted
from balai.demo.loading.everything import load_demo


class Command(BaseCommand):
    help = "Load the demo: two craft centres, eight groups, lessons, visits, certificates."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            is_new = load_demo(today=timezone.localdate())
        except DemoNotWanted as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("The demo is loaded." if is_new else "The demo was loaded before.")
