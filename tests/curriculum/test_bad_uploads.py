"""What is no picture, sound or film is refused beside its field, and nothing is stored."""

import io
import struct
import tracemalloc
import zipfile
import zlib
from dataclasses import dataclass

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images.models import Image

from curriculum.models import Sound, Video
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import mp4, opus
from tests.factories.pictures import drawing, photograph
from tests.factories.recordings import film, recording

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HEAVY = 500_000_000


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(100_000))
    return file.getvalue()


def bomb() -> bytes:
    """A PNG of some 100 kB that unpacks to 10,000 x 10,000 pixels."""
    rows = zlib.compress(bytes(10_001) * 10_000, 9)
    parts = (
        (b"IHDR", struct.pack(">II5B", 10_000, 10_000, 8, 0, 0, 0, 0)),
        (b"IDAT", rows),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )


@dataclass(frozen=True)
class Door:
    """A view of the admin that takes files: its address, what it stores, its form's field."""

    url: str
    kind: type
    name: str = "baik"

    def address(self) -> str:
        return reverse(self.url)


DOORS = {
    "sound register": Door("curriculum_sounds:add", Sound),
    "sound chooser": Door("curriculum_sound_chooser:create", Sound),
    "video register": Door("curriculum_videos:add", Video),
    "video chooser": Door("curriculum_video_chooser:create", Video),
    "picture register": Door("wagtailimages:add", Image),
    "picture chooser": Door("wagtailimages_chooser:create", Image),
}
PREFIXES = {"wagtailimages_chooser:create": "image-chooser-upload-"}


def bring(client, door: Door, content: bytes, name: str, mime: str = ""):
    """The view's answer as one text; signed in as somebody who may do everything."""
    client.force_login(UserFactory(is_superuser=True))
    prefix = PREFIXES.get(door.url, "")
    file = SimpleUploadedFile(name, content, content_type=mime or "application/octet-stream")
    answer = client.post(
        door.address(), {f"{prefix}title": "Suara Bu Ruminah", f"{prefix}file": file}
    )
    text = answer.content.decode()
    return text if "application/json" not in answer["Content-Type"] else answer.json()


def said(answer) -> str:
    """What a form shows, from a page or from a chooser's JSON."""
    return answer if isinstance(answer, str) else answer.get("htmlFragment", "")


def stored_files() -> list[str]:
    found = []
    for folder in ("sounds", "videos", "original_images", "wagtail_uploads"):
        if default_storage.exists(folder):
            found += default_storage.listdir(folder)[1]
    return found


SOUND_REFUSALS = {
    "zip": (zipped(), "suara.opus", "bukan suara yang dapat diputar"),
    "svg": (SVG, "suara.mp3", "bukan suara yang dapat diputar"),
    "nothing": (b"", "suara.opus", "kosong"),
    "wrong MIME": (drawing("PNG"), "suara.opus", "bukan suara yang dapat diputar"),
    "film": (mp4(), "suara.m4a", "bukan suara yang dapat diputar"),
    "cut off": (recording("opus", seconds=3)[:-300], "suara.opus", "Ujung suara ini hilang"),
    "cut AAC": (recording("m4a", seconds=3)[:-300], "suara.m4a", "Ujung suara ini hilang"),
    "polyglot": (recording("opus") + zipped(), "suara.opus", "Ujung suara ini hilang"),
    "frame only": (opus(), "suara.opus", "bukan suara yang dapat diputar"),
    "playlist": (b"#EXTM3U\nhttp://127.0.0.1/a", "suara.mp3", "bukan suara yang dapat diputar"),
}


@pytest.mark.parametrize("door", ["sound register", "sound chooser"])
@pytest.mark.parametrize("case", SOUND_REFUSALS)
def test_what_is_no_sound_is_refused_beside_its_field(door, case, client):
    content, name, sentence = SOUND_REFUSALS[case]

    answer = said(bring(client, DOORS[door], content, name, "audio/ogg"))

    assert sentence in answer
    assert 'value="Suara Bu Ruminah"' in answer
    assert (Sound.objects.count(), stored_files()) == (0, [])


FILM_REFUSALS = {
    "zip": (zipped(), "film.mp4", "bukan video MP4"),
    "svg": (SVG, "film.mp4", "bukan video MP4"),
    "nothing": (b"", "film.mp4", "kosong"),
    "wrong MIME": (photograph(), "film.mp4", "bukan video MP4"),
    "only sound": (recording("m4a"), "film.mp4", "bukan video MP4"),
    "cut off": (film()[:-200], "film.mp4", "Ujung video ini hilang"),
    "polyglot": (film() + zipped(), "film.mp4", "Ujung video ini hilang"),
    "frame only": (mp4(), "film.mp4", "Ujung video ini hilang"),
}


@pytest.mark.parametrize("door", ["video register", "video chooser"])
@pytest.mark.parametrize("case", FILM_REFUSALS)
def test_what_is_no_film_is_refused_beside_its_field(door, case, client):
    content, name, sentence = FILM_REFUSALS[case]

    answer = said(bring(client, DOORS[door], content, name, "video/mp4"))

    assert sentence in answer
    assert 'value="Suara Bu Ruminah"' in answer
    assert (Video.objects.count(), stored_files()) == (0, [])


PICTURE_REFUSALS = {
    "zip": (zipped(), "foto.jpg", "Unggah gambar yang valid"),
    "svg": (SVG, "foto.svg", "Format gambar tidak didukung"),
    "svg named jpg": (SVG, "foto.jpg", "Berkas ini bukan gambar .jpeg"),
    "nothing": (b"", "foto.jpg", "kosong"),
    "wrong name": (drawing("PNG"), "foto.jpg", "Berkas ini bukan gambar .jpeg"),
    "cut off": (photograph(size=(400, 300))[:-900], "foto.jpg", "Gambar ini rusak atau terpotong"),
    "bomb": (bomb(), "foto.png", "terlalu banyak piksel"),
}


@pytest.mark.parametrize("door", ["picture register", "picture chooser"])
@pytest.mark.parametrize("case", PICTURE_REFUSALS)
def test_what_is_no_picture_is_refused_beside_its_field(door, case, client):
    content, name, sentence = PICTURE_REFUSALS[case]

    answer = said(bring(client, DOORS[door], content, name, "image/jpeg"))

    assert sentence in answer
    assert 'value="Suara Bu Ruminah"' in answer
    assert (Image.objects.count(), stored_files()) == (0, [])


@pytest.mark.parametrize("case", PICTURE_REFUSALS)
def test_many_pictures_at_once_are_refused_one_by_one(case, client):
    content, name, sentence = PICTURE_REFUSALS[case]
    client.force_login(UserFactory(is_superuser=True))

    answer = client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Foto", "files[]": SimpleUploadedFile(name, content)},
        headers={"X-Requested-With": "XMLHttpRequest"},
    ).json()

    assert answer["success"] is False
    assert sentence in answer["error_message"]
    assert (Image.objects.count(), stored_files()) == (0, [])


def test_a_file_hidden_behind_a_picture_is_not_stored_with_it(client):
    bring(client, DOORS["picture register"], drawing("JPEG") + zipped(), "foto.jpg")

    image = Image.objects.get()
    with image.file.storage.open(image.file.name) as stored:
        assert b"PK\x03\x04" not in stored.read()


GOOD = {
    "sound register": (recording("m4a"), "rekaman.m4a"),
    "sound chooser": (recording("webm"), "rekaman.webm"),
    "video register": (film(), "film.mp4"),
    "video chooser": (film(), "film.mp4"),
    "picture register": (photograph(), "foto.jpg"),
    "picture chooser": (photograph("PNG"), "foto.png"),
}


@pytest.mark.parametrize("door", DOORS)
def test_what_is_good_is_kept_whatever_type_was_claimed(door, client):
    bring(client, DOORS[door], *GOOD[door], mime="text/html")

    assert DOORS[door].kind.objects.get().title == "Suara Bu Ruminah"


def test_a_sound_of_another_kind_becomes_opus_with_mp3_beside_it(client):
    bring(client, DOORS["sound register"], recording("m4a", seconds=3), "rekaman.m4a")

    kept = Sound.objects.get()
    assert (kept.file.name[-5:], kept.fallback_file.name[-4:]) == (".opus", ".mp3")
    assert (kept.seconds in (3, 4), kept.size < 12_000) == (True, True)


class Stream:
    """A form whose file weighs `HEAVY` bytes that are nowhere all at once."""

    def __init__(self, field: str, name: str, start: bytes) -> None:
        head = (
            b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nSuara Bu Ruminah\r\n'
            b"--x\r\nContent-Disposition: form-data; "
            + f'name="{field}"; filename="{name}"\r\n\r\n'.encode()
            + start
        )
        self.parts = [head, HEAVY, b"\r\n--x--\r\n"]
        self.length = len(head) + HEAVY + 9

    def readline(self, size: int = -1) -> bytes:
        raise AssertionError("a form is read in pieces")

    def read(self, size: int = -1) -> bytes:
        while self.parts:
            part = self.parts[0]
            if part in (0, b""):
                self.parts.pop(0)
                continue
            if isinstance(part, int):
                given = bytes(min(size, part))
                self.parts[0] = part - len(given)
            else:
                given, self.parts[0] = part[:size], part[size:]
            return given
        return b""


@pytest.mark.parametrize(
    ("door", "name", "start", "sentence"),
    [
        ("sound register", "suara.opus", recording("opus"), "Suara ini 500"),
        ("video register", "film.mp4", film(), "Video ini 500"),
        ("picture register", "foto.jpg", photograph(), "Berkas terlalu besar (4"),
    ],
)
def test_500_mb_are_weighed_and_let_go(door, name, start, sentence, client):
    client.force_login(UserFactory(is_superuser=True))
    stream = Stream("file", name, start)
    client.get("/admin/")
    tracemalloc.start()

    answer = client.generic(
        "POST",
        DOORS[door].address(),
        **{
            "wsgi.input": stream,
            "CONTENT_LENGTH": str(stream.length),
            "CONTENT_TYPE": "multipart/form-data; boundary=x",
        },
    )

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    said = answer.content.decode()
    assert sentence in said
    assert 'value="Suara Bu Ruminah"' in said
    assert peak < 60_000_000
    assert (DOORS[door].kind.objects.count(), stored_files()) == (0, [])
