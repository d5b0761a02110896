"""Take out of stored pictures where and with what they were taken."""

from typing import Any

from django.core.management.base import BaseCommand
from wagtail.images import get_image_model

from curriculum.errors import PictureUnreadable
from curriculum.services import clean_old_picture


class Command(BaseCommand):
    help = "Take place, time and camera out of pictures that were stored before this was done."

    def handle(self, *args: Any, **options: Any) -> None:
        cleaned = 0
        for image in get_image_model().objects.order_by("pk").iterator():
            try:
                cleaned += clean_old_picture(image=image)
            except (PictureUnreadable, FileNotFoundError):
                self.stderr.write(f"“{image.title}” ({image.pk}) cannot be read; left as it is.")
        self.stdout.write(f"{cleaned} pictures cleaned.")
