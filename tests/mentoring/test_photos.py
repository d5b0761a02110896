"""Photographs of visits, made fit to keep."""

import io

import pytest
from PIL import Image

from mentoring.errors import PhotoOfTooManyPixels
from mentoring.photos import prepare_photo
from tests.factories.pictures import bare_png, photograph


def prepared(content):
    return prepare_photo(io.BytesIO(content), long_side=1600, max_bytes=15_000_000).content


def a_jpeg(size, **options):
    written = io.BytesIO()
    Image.new("L", size).save(written, "JPEG", **options)
    return written.getvalue()


def test_a_small_file_that_unpacks_to_more_than_the_memory_is_refused():
    sent = bare_png(9000, 8000)
    assert len(sent) < 21_000

    with pytest.raises(PhotoOfTooManyPixels) as refusal:
        prepared(sent)
    assert refusal.value.facts == {"megapixels": 64}


def test_a_large_photograph_that_decodes_small_is_taken():
    kept = Image.open(io.BytesIO(prepared(a_jpeg((9300, 7000)))))

    assert kept.size == (1600, 1204)


def test_a_photograph_that_is_unpacked_whole_before_it_decodes_small_is_refused():
    with pytest.raises(PhotoOfTooManyPixels):
        prepared(a_jpeg((9300, 7000), progressive=True))


def test_neither_place_nor_owner_nor_comment_is_kept():
    kept = prepared(photograph("JPEG"))

    assert not any(secret in kept for secret in (b"GPS-", b"Ruminah", b"http://ns.adobe.com"))
