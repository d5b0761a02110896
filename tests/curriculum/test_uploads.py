"""A heavy file is weighed and let go; light ones beside it are kept as always."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse
from wagtail.documents import get_document_model

from curriculum.uploads import HeavyUpload
from tests.factories.accounts import UserFactory

LIMIT = 300_000


@pytest.fixture(autouse=True)
def _limit(settings):
    settings.CURRICULUM_MAX_UPLOAD_BYTES = LIMIT


def sent(**files: int):
    """The files of these sizes, as a view gets them."""
    given = {name: SimpleUploadedFile(f"{name}.bin", b"x" * size) for name, size in files.items()}
    request = RequestFactory().post("/", {"title": "Judul", **given})
    assert request.POST["title"] == "Judul"
    return request.FILES


def test_a_light_file_is_kept_as_always():
    kept = sent(file=LIMIT // 2)["file"]

    assert isinstance(kept, InMemoryUploadedFile)
    assert kept.read() == b"x" * (LIMIT // 2)


def test_of_a_heavy_file_the_head_and_the_true_size_are_kept():
    kept = sent(file=9 * LIMIT)["file"]

    assert isinstance(kept, HeavyUpload)
    assert (kept.name, kept.size) == ("file.bin", 9 * LIMIT)
    assert kept.read(LIMIT) == b"x" * LIMIT
    assert not hasattr(kept, "temporary_file_path")


def test_a_light_file_beside_a_heavy_one_is_whole():
    kept = sent(heavy=2 * LIMIT, light=LIMIT // 2)

    assert kept["heavy"].size == 2 * LIMIT
    assert kept["light"].read() == b"x" * (LIMIT // 2)


@pytest.mark.parametrize(
    "verb", [lambda file: file.read(), lambda file: file.read(9 * LIMIT), lambda f: [*f.chunks()]]
)
def test_half_a_file_is_never_taken_for_a_whole_one(verb):
    with pytest.raises(RequestDataTooBig):
        verb(sent(file=2 * LIMIT)["file"])


@pytest.mark.django_db
def test_a_form_that_asks_for_no_size_stores_nothing(client):
    client.force_login(UserFactory(is_superuser=True))
    file = SimpleUploadedFile("surat.pdf", b"%PDF-1.7" + b"x" * 2 * LIMIT)

    answer = client.post(reverse("wagtaildocs:add"), {"title": "Surat", "file": file})

    assert answer.status_code == 400
    assert not get_document_model().objects.exists()
