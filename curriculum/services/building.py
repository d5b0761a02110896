"""Write modules from code: for demo data, imports and tests. Editors use Wagtail's admin.

    module = create_module(index=index, code="M01", title=…, craft=…, summary=…, …)
    create_lesson(module=module, title="Pilih kayu", cards=[CardDraft(…), …])
    release = publish_module(module=module, by=user)

Lessons are published below a module that is still a draft, so the whole becomes one
release when the module is published.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.text import slugify

from curriculum.models import CompetencyUnit, ModuleRelease, Sound, Video
from curriculum.services.releasing import release_module


@dataclass(frozen=True)
class OptionDraft:
    """One answer. `id`: any text unique within its check ("a"); its block id is made from it."""

    id: str
    text: str
    is_correct: bool
    feedback: str
    picture: Any = None
    alt: str = ""


@dataclass(frozen=True)
class CardDraft:
    """One card. `id` becomes the block id and never changes.

    kind: "step", "safety", "tools" or "practice" (with `items`), "video" (with `video` and
    `transcript`; `picture` is shown before it plays) or "check" (`text` is the question,
    with `options`). picture: a Wagtail image; `alt` empty means decorative.
    """

    id: uuid.UUID | str
    kind: str
    text: str
    picture: Any = None
    alt: str = ""
    sound: Sound | None = None
    items: Sequence[str] = ()
    options: Sequence[OptionDraft] = ()
    video: Video | None = None
    transcript: str = ""


def add_sound(
    *, title: str, file: File, fallback_file: File | None = None, is_machine_voice: bool = False
) -> Sound:
    """Store a sound after checking what it really is.

    Raises django.core.exceptions.ValidationError with the field and the reason.
    """
    sound = Sound(title=title, file=file, is_machine_voice=is_machine_voice)
    if fallback_file is not None:
        sound.fallback_file = fallback_file
    sound.full_clean()
    sound.save()
    return sound


def add_video(*, title: str, file: File, large_file: File | None = None) -> Video:
    """Store a video after checking what it really is.

    Raises django.core.exceptions.ValidationError with the field and the reason.
    """
    video = Video(title=title, file=file)
    if large_file is not None:
        video.large_file = large_file
    video.full_clean()
    video.save()
    return video


@transaction.atomic
def create_module(
    *,
    index: Any,
    code: str,
    title: str,
    craft: str,
    summary: str,
    cover: Any,
    cover_alt: str,
    jp: Decimal,
    level: str = "basic",
    title_sound: Sound | None = None,
    units: Iterable[CompetencyUnit] = (),
    prerequisites: Iterable[Any] = (),
    data_budget_kb: int | None = None,
    review_due: date | None = None,
    slug: str = "",
    by: Any = None,
) -> Any:
    """A new module below `index` (a page with ModuleIndexMixin), still a draft.

    Returns a page of the index's first module page type. Raises ValidationError.
    """
    module = _child_model(index, "require_free_code")(
        title=title,
        slug=slug or slugify(f"{code} {title}"),
        code=code,
        craft=craft,
        level=level,
        summary=summary,
        cover=cover,
        cover_alt=cover_alt,
        jp=jp,
        title_sound=title_sound,
        data_budget_kb=data_budget_kb,
        review_due=review_due,
        owner=by,
        live=False,
    )
    module.units.set(units)
    module.prerequisites.set(prerequisites)
    index.add_child(instance=module)
    module.full_clean()
    module.save_revision(user=by)
    return module


@transaction.atomic
def create_lesson(
    *, module: Any, title: str, cards: Sequence[CardDraft], slug: str = "", by: Any = None
) -> Any:
    """A new published lesson at the end of `module`. Raises ValidationError."""
    lesson = _child_model(module, "check_ids")(
        title=title, slug=slug or slugify(title), owner=by, live=False
    )
    lesson.body = _stream(lesson, cards)
    module.add_child(instance=lesson)
    # The tree counts children on the row; this object must know for the next lesson.
    module.refresh_from_db(fields=["numchild"])
    return _publish(lesson, by)


@transaction.atomic
def replace_cards(*, lesson: Any, cards: Sequence[CardDraft], by: Any = None) -> Any:
    """Publish `lesson` with these cards. In a published module this makes a new release."""
    lesson.body = _stream(lesson, cards)
    return _publish(lesson, by)


def publish_module(*, module: Any, by: Any = None) -> ModuleRelease:
    """Publish `module` as it stands; the release that readers read from now on."""
    module = _publish(module, by)
    return release_module(module=module, published_by=by)


def _publish(page: Any, by: Any) -> Any:
    page.full_clean()
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    page.refresh_from_db()
    return page


def _child_model(parent: Any, claim: str) -> Any:
    """The first page type allowed below `parent` that has the method `claim`.

    Asked by what it can do, because a site may have its own page types.
    """
    found = next((kind for kind in parent.allowed_subpage_models() if hasattr(kind, claim)), None)
    if found is None:
        raise ValueError(f"{type(parent).__name__} allows no page type with {claim}() below it")
    return found


def _stream(lesson: Any, cards: Sequence[CardDraft]) -> Any:
    block = type(lesson)._meta.get_field("body").stream_block
    return block.to_python([_raw(card) for card in cards])


def _raw(card: CardDraft) -> dict[str, Any]:
    """The card as StreamField keeps it."""
    value: dict[str, Any] = {"sound": card.sound.pk if card.sound else None}
    value["question" if card.kind == "check" else "text"] = card.text
    value["picture"] = _raw_picture(card.picture, card.alt)
    if card.kind == "video":
        value |= {"video": card.video.pk if card.video else None, "transcript": card.transcript}
    if card.kind in ("tools", "practice"):
        value["items"] = [_raw_item(card, place, text) for place, text in enumerate(card.items)]
    if card.kind == "check":
        value["options"] = [_raw_option(card, option) for option in card.options]
    return {"type": card.kind, "id": str(card.id), "value": value}


def _raw_item(card: CardDraft, place: int, text: str) -> dict[str, Any]:
    # With an id of its own, or a translation of it could not be found again.
    item_id = uuid.uuid5(uuid.UUID(str(card.id)), f"item {place}")
    return {"type": "item", "id": str(item_id), "value": text}


def _raw_picture(picture: Any, alt: str) -> dict[str, Any]:
    return {
        "image": picture.pk if picture else None,
        "alt_text": alt,
        "decorative": bool(picture) and not alt,
    }


def _raw_option(card: CardDraft, option: OptionDraft) -> dict[str, Any]:
    return {
        "type": "item",
        # Made from the check and the answer's own name: loading again changes nothing.
        "id": str(uuid.uuid5(uuid.UUID(str(card.id)), option.id)),
        "value": {
            "text": option.text,
            "picture": _raw_picture(option.picture, option.alt),
            "is_correct": option.is_correct,
            "feedback": option.feedback,
        },
    }
