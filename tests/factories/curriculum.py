"""Pictures, sounds, and modules as readers and editors know them."""

import io
import struct
import uuid
from decimal import Decimal

import factory
from django.core.files.base import ContentFile
from PIL import Image as Drawing
from wagtail.images.models import Image
from wagtail.models import Page, Site

from curriculum.models import CompetencyUnit, Programme
from curriculum.pages.models import ModuleIndexPage
from curriculum.services import (
    CardDraft,
    OptionDraft,
    add_sound,
    add_video,
    create_lesson,
    create_module,
    open_lesson_index,
    publish_module,
)


def opus(seconds: float = 2.0) -> bytes:
    """The frame of an Opus file of this length: right headers, no sound in it."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48_000, 0, 0)
    last = int(seconds * 48_000) + 312
    return (
        _ogg_page(0, head, 2) + _ogg_page(0, b"OpusTags" + bytes(8), 0) + _ogg_page(last, b"x", 4)
    )


def _ogg_page(granule: int, body: bytes, flags: int) -> bytes:
    return b"OggS" + struct.pack("<BBqIIIBB", 0, flags, granule, 1, 0, 0, 1, len(body)) + body


def mp3(seconds: float = 2.0) -> bytes:
    """Silence as MP3, 32 kbit/s: frames of 24 ms (MPEG 2 layer III, 24 kHz, mono)."""
    frame = b"\xff\xf3\x44\xc4" + bytes(92)
    return b"ID3\x04" + bytes(6) + frame * max(1, round(seconds / 0.024))


MP3 = mp3()


def sound(title="Suara contoh", *, seconds=2.0, with_mp3=True, is_machine_voice=True):
    return add_sound(
        title=title,
        file=ContentFile(opus(seconds), name="suara.opus"),
        fallback_file=ContentFile(MP3, name="suara.mp3") if with_mp3 else None,
        is_machine_voice=is_machine_voice,
    )


def mp4(seconds: float = 2.0) -> bytes:
    """The frame of an MP4 file of this length: right boxes, no film in it."""
    clock = bytes(12) + struct.pack(">II", 1_000, int(seconds * 1_000)) + bytes(80)
    handler = mp4_box(b"hdlr", bytes(8) + b"vide" + bytes(13))
    tracks = mp4_box(b"trak", mp4_box(b"mdia", handler))
    moov = mp4_box(b"moov", mp4_box(b"mvhd", clock) + tracks)
    return mp4_box(b"ftyp", b"isom\0\0\2\0isom") + mp4_box(b"mdat", b"film") + moov


def mp4_box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), name) + body


def video(title="Film contoh", *, seconds=2.0):
    return add_video(
        title=title,
        file=ContentFile(mp4(seconds), name="film.mp4"),
        large_file=ContentFile(mp4(seconds) + mp4_box(b"free", bytes(492)), name="besar.mp4"),
    )


def picture(title="Gambar contoh", size=(64, 48)) -> Image:
    file = io.BytesIO()
    Drawing.new("RGB", size, "#c08040").save(file, "PNG")
    return Image.objects.create(title=title, file=ContentFile(file.getvalue(), name="gambar.png"))


def lesson_index():
    """The lesson index at /pelajaran/, made once."""
    site = Site.objects.filter(is_default_site=True).first()
    parent = Page.objects.get(pk=site.root_page_id)
    return open_lesson_index(
        parent=parent.specific, index_model=ModuleIndexPage, title="Pelajaran", slug="pelajaran"
    )


def draft_module(code="M01", *, title="Membuat manik-manik", craft="manik-manik", units=(), **more):
    return create_module(
        index=lesson_index(),
        code=code,
        title=title,
        craft=craft,
        summary="Dari kayu sampai tasbih.",
        cover=more.pop("cover", None) or picture(),
        cover_alt="Tasbih di atas meja.",
        jp=Decimal(40),
        units=units,
        slug=code.lower(),
        **more,
    )


def step(text="Pilih kayu yang kering.", **more):
    return CardDraft(id=uuid.uuid4(), kind="step", text=text, **more)


def ready_step(text="Pilih kayu yang kering."):
    """A card in which there is nothing to mend."""
    return step(text, picture=picture(), alt="Kayu kering.", sound=sound())


def picture_check(wrong, right, question="Kayu mana yang baik?", **more):
    """A check whose answers are these two pictures, without a word."""
    return CardDraft(
        id=uuid.uuid4(),
        kind="check",
        text=question,
        options=[
            OptionDraft("a", "", False, "Kayu basah mudah retak.", wrong, "Kayu basah."),
            OptionDraft("b", "", True, "Benar, tidak retak.", right, "Kayu kering."),
        ],
        **more,
    )


def check(question="Kayu mana yang baik?"):
    """A check with answers "a" (wrong) and "b" (right)."""
    return CardDraft(
        id=uuid.uuid4(),
        kind="check",
        text=question,
        options=[
            OptionDraft("a", "Kayu basah", is_correct=False, feedback="Kayu basah mudah retak."),
            OptionDraft("b", "Kayu kering", is_correct=True, feedback="Benar, tidak retak."),
        ],
    )


def module(code="M01", *, lessons=1, cards=None, **more):
    """A published module with this many lessons of a step and a check each."""
    page = draft_module(code, **more)
    for number in range(1, lessons + 1):
        drawn = cards or [step(picture=more.get("cover") or page.cover, alt="Kayu."), check()]
        create_lesson(module=page, title=f"Belajar {number}", cards=drawn)
    publish_module(module=page)
    page.refresh_from_db()
    return page


class CompetencyUnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CompetencyUnit

    code = factory.Sequence(lambda n: f"PDP.KRJ.{n:03}")
    title_id = factory.Sequence(lambda n: f"Unit {n}")
    title_en = factory.Sequence(lambda n: f"Unit {n} in English")


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    code = factory.Sequence(lambda n: f"P{n:03}")
    title_id = "Produksi Manik-manik Kayu"
    title_en = "Wooden bead making"
    jp = Decimal(64)
