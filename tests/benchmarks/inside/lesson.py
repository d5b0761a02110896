"""A lesson of about 750 words without a picture, and a reader who has an account."""

import tomllib
import uuid
from decimal import Decimal
from pathlib import Path

import django

django.setup()

from balai.accounts.services import create_participant_user  # noqa: E402 - after setup
from curriculum.services import CardDraft, create_lesson, create_module, publish_module  # noqa: E402
from tests.benchmarks.inside import answer  # noqa: E402
from tests.factories.curriculum import lesson_index, picture  # noqa: E402

WORDS = 750
READER = "pembaca"
_SPACE = uuid.UUID("6a3c8f0e-5b7a-4d26-9a56-0c5d1e0f7b11")
_LESSONS = Path(__file__).resolve().parents[3] / "site" / "balai" / "demo" / "lessons"


def stage() -> dict[str, str]:
    """Publish the lesson; answer its path and its reader's username."""
    module = create_module(
        index=lesson_index(),
        code="B01",
        title="Pelajaran untuk diukur",
        craft="manik-manik",
        summary="Kalimat dari semua pelajaran contoh.",
        cover=picture(),
        cover_alt="Manik-manik di atas meja.",
        jp=Decimal(4),
        slug="b01",
    )
    cards = [
        CardDraft(id=uuid.uuid5(_SPACE, str(number)), kind="step", text=text)
        for number, text in enumerate(card_texts(WORDS))
    ]
    lesson = create_lesson(module=module, title="Satu pelajaran panjang", cards=cards)
    create_lesson(module=module, title="Pelajaran berikutnya", cards=cards[:3])
    publish_module(module=module)
    user = create_participant_user(full_name="Siti Pembaca Contoh", phone="", language="id")
    type(user).objects.filter(pk=user.pk).update(username=READER)
    return {"path": lesson.get_url(), "reader": READER}


def card_texts(words: int) -> list[str]:
    """Texts of the demo's cards, two on each card, until there are `words` words."""
    texts: list[str] = []
    for file in sorted(_LESSONS.glob("*.toml")):
        for lesson in tomllib.loads(file.read_text())["lesson"]:
            texts += [card["text"] for card in lesson["card"] if card["kind"] == "step"]
    cards = [" ".join(texts[at : at + 2])[:200] for at in range(0, len(texts), 2)]
    kept, count = [], 0
    for card in cards:
        if count >= words:
            break
        kept.append(card)
        count += len(card.split())
    return kept


if __name__ == "__main__":
    answer({"stage": stage})
