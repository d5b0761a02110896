import pytest

from tests.factories.curriculum import module

pytestmark = pytest.mark.django_db


def test_a_guest_reads_a_released_lesson(client):
    page = module("M01", lessons=2)

    index = client.get("/pelajaran/")
    cover = client.get("/pelajaran/m01/")
    lesson = client.get("/pelajaran/m01/belajar-1/")

    assert (index.status_code, cover.status_code, lesson.status_code) == (200, 200, 200)
    assert page.title in index.content.decode()
