"""Check and migrate the project with a swapped base page, write a lesson, read it as a guest.

Run as `python -m tests.standalone.swapped.walk`; prints one line for each thing that works.
"""

import io
import sys
import uuid
from decimal import Decimal

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - after setup
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from PIL import Image as Drawing  # noqa: E402
from wagtail.images import get_image_model  # noqa: E402
from wagtail.models import Site  # noqa: E402
from wagtail.test.basepage.models import BasePage  # noqa: E402

from curriculum.services import (  # noqa: E402
    CardDraft,
    create_lesson,
    create_module,
    open_lesson_index,
    publish_module,
)
from tests.standalone.swapped.lessons.models import Shelf  # noqa: E402

OUR_APPS = [
    "curriculum",
    "mentoring_registry",
    "mentoring_assignments",
    "mentoring_reminders",
    "mentoring_field",
    "mentoring_sessions",
    "mentoring_incubation",
    "certificates",
    "swapped_lessons",
]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def published_module():
    home = BasePage.objects.filter(depth=2).first() or BasePage.get_first_root_node().add_child(
        instance=BasePage(title="Beranda", slug="beranda")
    )
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    shelf = open_lesson_index(
        parent=home, index_model=Shelf, title="Pelajaran", slug="pelajaran-kami"
    )
    file = io.BytesIO()
    Drawing.new("RGB", (64, 48), "#c08040").save(file, "PNG")
    cover = get_image_model().objects.create(
        title="Gambar", file=ContentFile(file.getvalue(), name="gambar.png")
    )
    module = create_module(
        index=shelf,
        code="M01",
        title="Membuat manik-manik",
        craft="manik-manik",
        summary="Dari kayu sampai tasbih.",
        cover=cover,
        cover_alt="Tasbih di atas meja.",
        jp=Decimal(40),
    )
    card = CardDraft(
        id=uuid.uuid4(), kind="step", text="Pilih kayu yang kering.", picture=cover, alt="Kayu."
    )
    create_lesson(module=module, title="Memilih kayu", cards=[card])
    publish_module(module=module)
    return module


if __name__ == "__main__":
    call_command("check", fail_level="ERROR")
    say("checked")
    call_command("makemigrations", *OUR_APPS, check=True, dry_run=True, verbosity=0)
    say("complete")
    call_command("migrate", verbosity=0)
    say("migrated")
    module = published_module()
    guest, chief = Client(), Client()
    chief.force_login(get_user_model().objects.create_superuser("kepala", "k@example.org", "x"))
    shelf, lesson = module.get_parent(), module.get_children().first()
    for page in (shelf, module, lesson):
        read = guest.get(page.url)
        say(f"{read.status_code} {page.title in read.content.decode()} {page.title}")
    found = guest.get(shelf.url, {"cari": "kering"})
    say(f"{found.status_code} {lesson.title in found.content.decode()} found by a word")
    for address in ("/periksa/", "/pendampingan/", "/admin/"):
        say(f"{chief.get(address).status_code} {address}")
    say(f"{chief.get(f'/admin/pages/{lesson.pk}/edit/').status_code} the lesson's editor")
