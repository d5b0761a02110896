import pytest
from django.test import RequestFactory

from tests.factories.curriculum import draft_module, module, step

pytestmark = pytest.mark.django_db


def preview(page) -> str:
    response = page.make_preview_request(RequestFactory().get("/"))
    assert response.status_code == 200
    return response.content.decode()


def test_an_editor_sees_the_draft_as_readers_will():
    lesson = module().get_lessons()[0]
    lesson.title = "Belum terbit"

    html = preview(lesson)

    assert "Belum terbit" in html
    assert 'method="post"' not in html.partition("<main")[2].partition("</main")[0]


def test_a_draft_module_and_a_draft_lesson_have_previews(client):
    from curriculum.services import create_lesson

    page = draft_module()
    lesson = create_lesson(module=page, title="Pilih kayu", cards=[step()])

    assert page.title in preview(page)
    assert page.title in preview(lesson)
    assert client.get(lesson.url).status_code == 404


def test_a_lesson_never_saved_has_a_preview():
    from curriculum.pages.models import LessonPage

    page = module()
    lesson = LessonPage(title="Baru", slug="baru", owner=None, locale=page.locale)
    # Wagtail gives a page that is being written its future place.
    lesson.set_url_path(page)
    lesson.path, lesson.depth = LessonPage._get_children_path_interval(page.path)[0], page.depth + 1

    assert "Baru" in preview(lesson)


def test_a_preview_is_never_kept(client):
    page = module()
    lesson = page.get_lessons()[0]
    lesson.title = "Belum terbit"

    preview(lesson)

    assert "Belum terbit" not in client.get("/pelajaran/m01/belajar-1/").content.decode()
