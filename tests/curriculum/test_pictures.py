"""What a phone writes into a photograph stays out of what is kept."""

import io
import struct

import pytest
from PIL import Image as Drawing
from PIL import ImageFile, ImageOps

from curriculum.errors import PictureTooLarge, PictureUnreadable
from curriculum.pictures import has_traces, small_photograph, without_traces
from tests.factories.pictures import LEFT_ROTATED, bare_png, drawing, photograph

FORMATS = ["JPEG", "PNG", "WEBP", "AVIF"]
SECRETS = (b"GPS-", b"Ruminah", b"Tutul", b"http://ns.adobe.com", b"PK\x03\x04")


def read(content: bytes) -> Drawing.Image:
    picture = Drawing.open(io.BytesIO(content))
    picture.load()
    return picture


@pytest.mark.parametrize("kind", FORMATS)
def test_place_owner_and_comments_stay_out(kind):
    given = photograph(kind)
    assert has_traces(given)

    kept = without_traces(given)

    assert not has_traces(kept)
    assert dict(read(kept).getexif()) == {}
    assert not any(secret in kept for secret in SECRETS)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_photograph_taken_sideways_stands_upright(kind):
    given = photograph(kind, orientation=LEFT_ROTATED)

    kept = read(without_traces(given))

    assert kept.format == kind
    assert kept.size == (30, 40)
    # The red corner was at the top left of the sensor; upright it is at the top right.
    assert [spot > 150 for spot in kept.convert("RGB").getpixel((27, 2))] == [True, False, False]


def test_a_file_hidden_behind_the_picture_is_left_behind():
    kept = without_traces(drawing("JPEG") + b"PK\x03\x04" + b"payload" * 99)

    assert b"payload" not in kept
    assert read(kept).size == (40, 30)


def test_a_second_picture_behind_the_first_is_left_behind():
    both = io.BytesIO()
    first, second = (Drawing.new("RGB", (40, 30), colour) for colour in ("red", "blue"))
    first.save(both, "MPO", save_all=True, append_images=[second])

    kept = read(without_traces(both.getvalue()))

    assert (kept.format, kept.size) == ("JPEG", (40, 30))


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_a_moving_picture_goes_on_moving(kind):
    frames = [Drawing.new("RGB", (40, 30), colour) for colour in ("red", "blue", "green")]
    given = io.BytesIO()
    frames[0].save(given, kind, save_all=True, append_images=frames[1:], duration=200)

    kept = read(without_traces(given.getvalue()))

    assert (kept.format, kept.n_frames) == (kind, 3)


def test_colours_keep_their_meaning():
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    kept = read(without_traces(drawing("JPEG", icc_profile=profile)))

    assert kept.info["icc_profile"] == profile


def test_what_shines_through_goes_on_shining_through():
    given = io.BytesIO()
    Drawing.new("RGBA", (40, 30), (255, 0, 0, 60)).save(given, "PNG")

    assert read(without_traces(given.getvalue())).getpixel((3, 3)) == (255, 0, 0, 60)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04" + bytes(99),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        photograph("JPEG")[: len(photograph("JPEG")) // 2],
        drawing("PNG", size=(300, 300))[:400],
        drawing("WEBP", size=(300, 300))[:-40],
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII5B", 13, b"IHDR", 60_000, 60_000, 8, 2, 0, 0, 0),
    ],
    ids=["nothing", "zip", "svg", "half a JPEG", "half a PNG", "cut WebP", "bomb"],
)
@pytest.mark.parametrize("filled_up", [False, True], ids=["", "after WeasyPrint was loaded"])
def test_what_is_no_whole_picture_is_refused(content, filled_up, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", filled_up)

    with pytest.raises(PictureUnreadable):
        without_traces(content)


def test_upright_is_what_every_other_program_shows():
    given = photograph("JPEG", orientation=LEFT_ROTATED)

    shown = ImageOps.exif_transpose(read(given)).getpixel((27, 2))

    kept = read(without_traces(given)).getpixel((27, 2))
    assert all(abs(a - b) < 25 for a, b in zip(shown, kept, strict=True))


@pytest.mark.parametrize("verb", [without_traces, small_photograph])
def test_a_small_file_that_unpacks_to_more_than_the_memory_is_refused(verb):
    sent = bare_png(9000, 8000)
    assert len(sent) < 21_000

    with pytest.raises(PictureTooLarge):
        verb(sent)


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_the_frames_of_a_moving_picture_count_together(kind, monkeypatch):
    monkeypatch.setattr("curriculum.pictures.MAX_PIXELS", 40 * 30 * 2)
    frames = [Drawing.new("RGB", (40, 30), colour) for colour in ("red", "blue", "green")]
    sent = io.BytesIO()
    frames[0].save(sent, kind, save_all=True, append_images=frames[1:], duration=200)

    with pytest.raises(PictureTooLarge):
        without_traces(sent.getvalue())
    assert read(small_photograph(sent.getvalue())).size == (40, 30)


def test_a_frame_that_outgrows_the_first_counts_with_its_own_size(monkeypatch):
    monkeypatch.setattr("curriculum.pictures.MAX_PIXELS", 40 * 30 * 3)
    first, second = (Drawing.new("L", (40, 30), shade) for shade in (0, 255))
    sent = io.BytesIO()
    first.save(sent, "GIF", save_all=True, append_images=[second])
    grown = sent.getvalue()
    at = grown.rindex(struct.pack("<B4H", 0x2C, 0, 0, 40, 30))
    grown = grown[:at] + struct.pack("<B4H", 0x2C, 0, 0, 400, 300) + grown[at + 9 :]

    with pytest.raises(PictureTooLarge):
        without_traces(grown)


def test_a_large_photograph_that_decodes_small_is_taken():
    sent = io.BytesIO()
    Drawing.new("L", (9300, 7000)).save(sent, "JPEG")

    assert read(small_photograph(sent.getvalue())).size == (1280, 963)


def test_a_photograph_that_is_unpacked_whole_before_it_decodes_small_is_refused():
    sent = io.BytesIO()
    Drawing.new("L", (9300, 7000)).save(sent, "JPEG", progressive=True)

    with pytest.raises(PictureTooLarge):
        small_photograph(sent.getvalue())


@pytest.mark.parametrize("kind", FORMATS)
def test_a_small_photograph_stands_upright_and_hides_nothing(kind):
    kept = small_photograph(photograph(kind, orientation=LEFT_ROTATED, size=(80, 60)), long_side=40)

    assert not has_traces(kept)
    assert (read(kept).format, read(kept).size) == ("JPEG", (30, 40))
    assert [spot > 150 for spot in read(kept).getpixel((27, 2))] == [True, False, False]
