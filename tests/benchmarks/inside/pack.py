"""A module of ten lessons with ten pictures each, about 5 MB, and one picture exchanged."""

import io
import os
import uuid
from decimal import Decimal

import django

django.setup()

from django.core.files.base import ContentFile  # noqa: E402 - after setup
from PIL import Image as Drawing  # noqa: E402
from wagtail.images.models import Image  # noqa: E402

from curriculum.models import ModuleRelease  # noqa: E402
from curriculum.pages.models import LessonPage, ModulePage  # noqa: E402
from curriculum.services import (  # noqa: E402
    CardDraft,
    create_lesson,
    create_module,
    make_pack,
    publish_module,
)
from tests.benchmarks.inside import answer  # noqa: E402
from tests.benchmarks.inside.lesson import card_texts  # noqa: E402
from tests.factories.curriculum import lesson_index  # noqa: E402

LESSONS, CARDS = 10, 10
WIDTH, HEIGHT = 640, 400


def noise(title: str) -> Image:
    """A picture that no format makes much smaller: about 50 kB as WebP."""
    coarse = Drawing.frombytes("RGB", (104, 65), os.urandom(104 * 65 * 3))
    file = io.BytesIO()
    coarse.resize((WIDTH, HEIGHT), Drawing.Resampling.BICUBIC).save(file, "PNG")
    return Image.objects.create(title=title, file=ContentFile(file.getvalue(), name="g.png"))


def stage() -> dict[str, str]:
    """Publish the module and make its pack; answer its path."""
    module = create_module(
        index=lesson_index(),
        code="B02",
        title="Pelajaran yang berat",
        craft="manik-manik",
        summary="Seratus gambar.",
        cover=noise("sampul"),
        cover_alt="Manik-manik di atas meja.",
        jp=Decimal(4),
        slug="b02",
    )
    texts = card_texts(750)
    for number in range(1, LESSONS + 1):
        cards = [
            CardDraft(
                id=uuid.uuid4(),
                kind="step",
                text=texts[at % len(texts)],
                picture=noise(f"{number}-{at}"),
                alt="Manik-manik.",
            )
            for at in range(CARDS)
        ]
        create_lesson(module=module, title=f"Bagian {number}", cards=cards)
    publish_module(module=module)
    _pack()
    return {"path": module.get_url()}


def exchange() -> dict[str, int]:
    """Publish one card with another picture; answer what that picture weighs."""
    module = ModulePage.objects.get(code="B02")
    before = {line["path"] for line in ModuleRelease.objects.first().manifest}
    lesson = LessonPage.objects.child_of(module).first()
    body = lesson.body
    body[0].value["picture"] = noise("lain")
    lesson.body = body
    lesson.save_revision().publish()
    _pack()
    lines = ModuleRelease.objects.current().get(page=module).manifest
    new = [
        line
        for line in lines
        if line["path"] not in before and line["tier"] == "pictures" and not line["is_fallback"]
    ]
    return {"bytes": sum(line["bytes"] for line in new)}


def _pack() -> None:
    make_pack(release=ModuleRelease.objects.current().get(page__slug="b02"), language="id")


if __name__ == "__main__":
    answer({"stage": stage, "exchange": exchange})
