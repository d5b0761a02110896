"""What a reader sees, as plain frozen objects: made once per release, then kept.

A "reading" holds no model and no database connection. It is the same for every reader;
what belongs to one reader (progress, tokens) is added by the views.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from wagtail.images import get_image_model
from wagtail.images.shortcuts import get_rendition_or_not_found

from curriculum import conf
from curriculum.audio import MEDIA_TYPES
from curriculum.models import Sound, Tier, Video


@dataclass(frozen=True)
class Picture:
    """A rendition with its size in pixels, so that its place can be kept free.

    `url` is the file that phones keep. `sources` are all files of the picture, that one
    first: (address, media type), best first; empty where there is only one.
    """

    url: str
    width: int
    height: int
    alt: str
    sources: tuple[tuple[str, str], ...] = ()

    @property
    def better_sources(self) -> tuple[tuple[str, str], ...]:
        """What a browser may take instead of the plainest one."""
        return self.sources[:-1]

    @property
    def plain_url(self) -> str:
        """The file for browsers that know none of the better ones."""
        return self.sources[-1][0] if self.sources else self.url


@dataclass(frozen=True)
class Voice:
    """Speech: (address, media type) of each file, best first.

    `language` is empty unless somebody speaks another language than the card is written in.
    """

    sources: tuple[tuple[str, str], ...]
    seconds: int
    is_machine: bool
    language: str = ""


@dataclass(frozen=True)
class Film:
    """A short film: the address that plays and a larger one ("" if there is none), in bytes."""

    url: str
    size: int
    large_url: str
    large_size: int
    transcript: str


@dataclass(frozen=True)
class Option:
    id: str
    text: str
    picture: Picture | None
    is_correct: bool
    feedback: str

    @property
    def words(self) -> str:
        """Its wording, or what its picture shows."""
        return self.text or (self.picture.alt if self.picture else "")


@dataclass(frozen=True)
class Card:
    """One idea. `number` counts from 1; `kind` is the block's name.

    `language` is empty unless the card is shown in another language than its lesson,
    because it is not translated yet. `is_outdated`: the first language says more by now.
    """

    id: str
    number: int
    kind: str
    text: str
    picture: Picture | None
    voice: Voice | None
    items: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    film: Film | None = None
    language: str = ""
    is_outdated: bool = False

    @property
    def has_picture_answers(self) -> bool:
        """Every answer is a picture: who reads no word can answer."""
        return bool(self.options) and all(option.picture for option in self.options)

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True)
class Place:
    """A page to go to. `check_ids` are the checks of a lesson, empty for other pages.

    `language` is empty unless it is another one than that of the page which leads there.
    """

    page_id: int
    title: str
    url: str
    check_ids: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True)
class Tongue:
    """The same page in another language, which is called `name` by those who speak it."""

    code: str
    name: str
    url: str


# (page key of a lesson in another language, page key of the lesson shown or listed here):
# what was done in one language is done in all.
Kin = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class LessonReading:
    """A lesson of a release. `release_id` is None in a preview, which keeps no progress."""

    kind = "lesson"

    page_id: int
    url: str
    title: str
    number: int
    module: Place
    lessons: tuple[Place, ...]
    cards: tuple[Card, ...]
    language: str
    release_id: int | None
    is_public: bool
    tongues: tuple[Tongue, ...] = ()
    kin: Kin = ()

    @property
    def next_lesson(self) -> Place | None:
        return self.lessons[self.number] if self.number < len(self.lessons) else None

    def mark_after(self, card: Card) -> str:
        """Where the page goes on after `card`: the next card, or the end."""
        return f"k{card.number + 1}" if card.number < len(self.cards) else "akhir"

    def check(self, block_id: str) -> Card | None:
        """The check card of this id, or None."""
        return next((card for card in self.cards if card.options and card.id == block_id), None)


@dataclass(frozen=True)
class Face:
    """What a module's page shows besides its lessons. units: (Indonesian, English) titles."""

    craft: str
    summary: str
    jp: Decimal | None
    cover: Picture | None
    voice: Voice | None
    units: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PaperFile:
    """A release as a PDF. `kind` is a `PrintKind`."""

    kind: str
    url: str
    bytes: int
    pages: int


@dataclass(frozen=True)
class Before:
    """A module that is read before another one, with its lessons of now."""

    title: str
    url: str
    lesson_ids: tuple[int, ...]


@dataclass(frozen=True)
class ModuleReading:
    kind = "module"

    page_id: int
    url: str
    title: str
    code: str
    craft: str
    level: Any  # translated when shown
    summary: str
    jp: Decimal | None
    cover: Picture | None
    voice: Voice | None
    units: tuple[tuple[str, str], ...]  # (Indonesian, English)
    index: Place
    lessons: tuple[Place, ...]
    language: str
    release_id: int | None
    is_public: bool
    weights: tuple[tuple[str, int], ...] = ()  # (tier, bytes of that tier alone)
    tongues: tuple[Tongue, ...] = ()
    kin: Kin = ()
    papers: tuple[PaperFile, ...] = ()  # what is ready to be printed
    before: tuple[Before, ...] = ()  # what it builds on

    @property
    def lesson_ids(self) -> tuple[int, ...]:
        return tuple(lesson.page_id for lesson in self.lessons)


@dataclass(frozen=True)
class ModuleTile:
    page_id: int
    title: str
    url: str
    summary: str
    cover: Picture | None
    lesson_ids: tuple[int, ...]
    language: str = ""  # only if it is another one than that of the index


@dataclass(frozen=True)
class Craft:
    name: str
    modules: tuple[ModuleTile, ...]


@dataclass(frozen=True)
class IndexReading:
    kind = "index"

    page_id: int
    url: str
    title: str
    intro: str
    crafts: tuple[Craft, ...]
    language: str
    is_public: bool
    tongues: tuple[Tongue, ...] = ()
    kin: Kin = ()


Reading = LessonReading | ModuleReading | IndexReading


# (stored file, tier) -> the address readers find it at; `is_fallback` as in a manifest.
Address = Callable[..., str]


def url_of(file: Any, tier: str, *, is_fallback: bool = False) -> str:
    """Where the file lies now. A release keeps files of its own instead."""
    return file.url


def voice_of(sound: Sound | None, address: Address = url_of) -> Voice | None:
    if sound is None or not sound.file:
        return None
    sources = [(address(sound.file, Tier.AUDIO), sound.media_type())]
    if sound.fallback_file:
        fallback = address(sound.fallback_file, Tier.AUDIO, is_fallback=True)
        sources.append((fallback, MEDIA_TYPES["mp3"]))
    return Voice(tuple(sources), sound.seconds, sound.is_machine_voice)


def film_of(video: Video | None, transcript: str, address: Address = url_of) -> Film | None:
    if video is None or not video.file:
        return None
    url, large = address(video.file, Tier.VIDEO), ""
    if video.large_file:
        large = address(video.large_file, Tier.VIDEO, is_fallback=True)
    return Film(url, video.size, large, video.large_size, transcript)


def image_type(name: str) -> str:
    """The media type of a rendition, by its name: Wagtail gives the suffix that is true."""
    suffix = PurePosixPath(name).suffix.lstrip(".").lower()
    return f"image/{'jpeg' if suffix == 'jpg' else suffix}"


def specs_of(spec: str) -> tuple[str, ...]:
    """`spec` once for each format of the site, or alone where it names a format itself."""
    if "format-" in spec:
        return (spec,)
    return tuple(f"{spec}|format-{name}" for name in conf.picture_formats()) or (spec,)


def images_with(spec: str, keys: Iterable[int | None]) -> dict[int, Any]:
    """The images by key, read with their renditions of `spec`: two queries for any number."""
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return {}
    images = get_image_model().objects.filter(pk__in=wanted)
    return {image.pk: image for image in images.prefetch_renditions(*specs_of(spec))}


def picture_of(image: Any, spec: str, alt: str, address: Address = url_of) -> Picture | None:
    """The rendition `spec` of `image`; None without an image or when its file is gone."""
    if image is None:
        return None
    # One after the other: made at once, two processes could each make the same one.
    found = [get_rendition_or_not_found(image, each) for each in specs_of(spec)]
    if not all(rendition.width for rendition in found):
        return None
    sources = tuple(
        (
            address(rendition.file, Tier.PICTURES, is_fallback=place > 0),
            image_type(rendition.file.name),
        )
        for place, rendition in enumerate(found)
    )
    first = found[0]
    return Picture(
        sources[0][0], first.width, first.height, alt, sources if len(sources) > 1 else ()
    )


def cards_of(body: Iterable[Any], address: Address = url_of) -> tuple[Card, ...]:
    """The cards of a lesson's StreamField value, in order, with media at `address`."""
    spec = conf.card_picture_filter()
    found = images_with(spec, (image.pk for image in images_in(body) if image))
    return tuple(
        _card(block, number, spec, found, address) for number, block in enumerate(body, start=1)
    )


def images_in(body: Iterable[Any]) -> Iterable[Any]:
    for block in body:
        yield block.value.get("picture")
        for option in block.value.get("options") or ():
            yield option.get("picture")


def _card(block: Any, number: int, spec: str, found: dict[int, Any], address: Address) -> Card:
    value = block.value
    return Card(
        id=str(block.id),
        number=number,
        kind=block.block_type,
        text=value.get("text") or value.get("question") or "",
        picture=_block_picture(value.get("picture"), spec, found, address),
        voice=voice_of(value.get("sound"), address),
        items=tuple(value.get("items") or ()),
        options=_options(value.get("options"), spec, found, address),
        film=film_of(value.get("video"), value.get("transcript") or "", address),
    )


def _options(
    options: Any, spec: str, found: dict[int, Any], address: Address
) -> tuple[Option, ...]:
    if options is None:
        return ()
    return tuple(
        Option(
            id=str(child.id),
            text=child.value.get("text") or "",
            picture=_block_picture(child.value.get("picture"), spec, found, address),
            is_correct=bool(child.value.get("is_correct")),
            feedback=child.value.get("feedback") or "",
        )
        for child in options.bound_blocks
    )


def _block_picture(
    image: Any, spec: str, found: dict[int, Any], address: Address
) -> Picture | None:
    if image is None:
        return None
    # The alternative text belongs to the card, so it is on the card's own object.
    alt = image.contextual_alt_text or ""
    return picture_of(found.get(image.pk), spec, alt, address)
