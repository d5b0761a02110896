"""`manage.py load_scale --tier S|M|L --seed N`: rows of a district, province or country."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from balai.demo.errors import DemoNotWanted
from balai.demo.scale.filling import fill
from balai.demo.scale.tiers import TIERS


class Command(BaseCommand):
    help = "Fill an empty site with the rows of a district (S), a province (M) or the country (L)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tier", choices=sorted(TIERS), default="S")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, tier: str, seed: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(str(DemoNotWanted()))
        try:
            fill(tier=TIERS[tier], seed=seed, today=timezone.localdate(), say=self.stdout.write)
        except ValueError as refusal:
            raise CommandError(str(refusal)) from refusal
