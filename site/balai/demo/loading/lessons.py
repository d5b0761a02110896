"""Modules M01 to M10 and F01 with their drawings and speech, and the programmes made of them."""

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from balai.accounts.models import User
from balai.demo.film_scenes import FILMS, transcript
from balai.demo.ledger import remember
from balai.first_run.lessons import open_lessons
from curriculum.models import (
    CompetencyUnit,
    Programme,
    ProgrammeModule,
    ProgrammeUnit,
    Sound,
    Video,
)
from curriculum.services import CleanPicture
from curriculum.services.building import (
    CardDraft,
    OptionDraft,
    add_sound,
    add_video,
    create_lesson,
    create_module,
    publish_module,
)

DEMO = Path(__file__).resolve().parent.parent
LESSONS, PICTURES, SPEECH = DEMO / "lessons", DEMO / "pictures", DEMO / "speech"
LEVELS = {"dasar": "basic", "lanjut": "intermediate", "pendamping": "advanced"}

# Code, titles, and the modules with the lesson hours (JP) of their units.
PROGRAMMES = (
    (
        "MANIK-64",
        "Produksi Manik-manik Kayu",
        "Wooden Bead Production",
        (("M01", 40), ("M03", 16), ("M09", 8)),
    ),
    (
        "GERABAH-64",
        "Merapikan dan Menjual Gerabah",
        "Pottery Finishing and Sales",
        (("M02", 40), ("M03", 16), ("M09", 8)),
    ),
    ("KELOMPOK-24", "Mengurus Kelompok", "Running a Group", (("M07", 12), ("M10", 12))),
    ("PENDAMPING-24", "Pendampingan Partisipatif", "Participatory Mentoring", (("F01", 24),)),
)


def load_lessons(admin: User) -> dict[str, Any]:
    """Publish every module of `lessons/`; returns code -> module page."""
    index = open_lessons(by=admin)
    pictures, modules = _Pictures(admin), {}
    for file in sorted(LESSONS.glob("*.toml")):
        facts = tomllib.loads(file.read_text(encoding="utf-8"))
        modules[facts["code"]] = _load_module(facts, index, pictures, admin)
    return modules


def load_programmes(modules: Mapping[str, Any]) -> None:
    """Make the programmes whose modules exist."""
    for code, title_id, title_en, parts in PROGRAMMES:
        programme = Programme.objects.create(
            code=code, title_id=title_id, title_en=title_en, jp=sum(jp for _code, jp in parts)
        )
        for order, (module_code, jp) in enumerate(parts):
            module = modules[module_code]
            ProgrammeModule.objects.create(
                programme=programme, module_id=module.pk, sort_order=order
            )
            units = list(module.units.all())
            for number, unit in enumerate(units):
                share = Decimal(jp) / len(units)
                ProgrammeUnit.objects.create(
                    programme=programme,
                    unit=unit,
                    jp=share.quantize(Decimal("0.1")),
                    sort_order=order * 10 + number,
                )


def _load_module(facts: Mapping[str, Any], index: Any, pictures: "_Pictures", by: User) -> Any:
    units = [
        CompetencyUnit.objects.get_or_create(
            code=unit["code"],
            defaults={"title_id": unit["title_id"], "title_en": unit["title_en"]},
        )[0]
        for unit in facts.get("unit", [])
    ]
    module = create_module(
        index=index,
        code=facts["code"],
        title=facts["title"],
        craft=facts["craft"],
        summary=facts["summary"],
        cover=pictures[facts["cover"]],
        cover_alt=facts["cover_alt"],
        jp=Decimal(facts["jp"]),
        level=LEVELS[facts["level"]],
        title_sound=_sound(f"{facts['code']}-title", facts["title"]),
        units=units,
        by=by,
    )
    for lesson in facts["lesson"]:
        create_lesson(
            module=module,
            title=lesson["title"],
            slug=lesson["slug"],
            cards=[_card(card, pictures) for card in lesson["card"]],
            by=by,
        )
    release = publish_module(module=module, by=by)
    remember(release, *release.lessons.all())
    return module


def _card(facts: Mapping[str, Any], pictures: "_Pictures") -> CardDraft:
    text = facts.get("question") or facts["text"]
    return CardDraft(
        id=facts["id"],
        kind=facts["kind"],
        text=text,
        picture=pictures[facts["picture"]] if facts.get("picture") else None,
        alt=facts.get("alt", ""),
        sound=_sound(facts["id"], text),
        items=facts.get("items", ()),
        video=_video(facts["video"], text) if "video" in facts else None,
        transcript=transcript(facts["video"]) if "video" in facts else "",
        options=list(_options(facts.get("options", []), pictures)),
    )


def _options(options: list[Mapping[str, Any]], pictures: "_Pictures") -> Iterator[OptionDraft]:
    for option in options:
        yield OptionDraft(
            id=option["id"],
            text=option["text"],
            is_correct=option["correct"],
            feedback=option["feedback"],
            picture=pictures[option["picture"]] if option.get("picture") else None,
            alt=option.get("alt", ""),
        )


def _sound(name: str, title: str) -> Sound | None:
    opus, mp3 = SPEECH / f"{name}.opus", SPEECH / f"{name}.mp3"
    if not opus.exists():
        return None
    return add_sound(
        title=title[:120],
        file=ContentFile(opus.read_bytes(), name=opus.name),
        fallback_file=ContentFile(mp3.read_bytes(), name=mp3.name) if mp3.exists() else None,
        is_machine_voice=True,
    )


def _video(name: str, title: str) -> Video:
    small, large = FILMS / f"{name}.mp4", FILMS / f"{name}-large.mp4"
    return add_video(
        title=title[:120],
        file=ContentFile(small.read_bytes(), name=small.name),
        large_file=ContentFile(large.read_bytes(), name=large.name),
    )


class _Pictures(dict[str, Any]):
    """Name of a drawing -> its Wagtail image, stored at the first use."""

    def __init__(self, by: User) -> None:
        super().__init__()
        self.by = by

    def __missing__(self, name: str) -> Any:
        content = (PICTURES / f"{name}.webp").read_bytes()
        image = get_image_model()(title=name, uploaded_by_user=self.by)
        # Drawn by us: nothing hides in it, and writing it anew would take a while.
        image.file = CleanPicture(content, name=f"{name}.webp")
        image.save()
        self[name] = image
        return image
