import pytest
from django.contrib.auth.models import Group
from wagtail.models import Workflow

from curriculum.pages.models import ModuleIndexPage
from curriculum.services import give_lesson_rights
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import lesson_index, module, picture, sound, step

pytestmark = pytest.mark.django_db


def group(name):
    return Group.objects.filter(name=name)


@pytest.fixture
def index():
    found = lesson_index()
    for _again in range(2):
        give_lesson_rights(
            index=found,
            authors=group("author"),
            translators=group("translator"),
            publishers=group("publisher"),
            workflow_name="Periksa pelajaran",
        )
    return found


def test_the_index_is_opened_once():
    assert lesson_index() == lesson_index()
    assert ModuleIndexPage.objects.count() == 1


def test_each_role_may_do_its_own_part(index):
    page = module()
    may = {}
    for role in ("author", "translator", "publisher", "crafter"):
        rights = page.permissions_for_user(UserFactory(roles=[role]))
        may[role] = (
            rights.can_add_subpage(),
            rights.can_edit(),
            rights.can_publish(),
            rights.can_delete(),
        )

    assert may == {
        "author": (True, True, False, False),
        "translator": (False, True, False, False),
        "publisher": (True, True, True, False),
        "crafter": (False, False, False, False),
    }


def test_rights_end_at_the_index(index):
    above = index.get_parent()

    for role in ("author", "translator", "publisher"):
        assert not above.permissions_for_user(UserFactory(roles=[role])).can_edit()


def test_publishers_approve_what_authors_send(index):
    page = module(cards=[step(sound=sound(), picture=picture(), alt="Kayu.")])
    author, publisher = UserFactory(roles=["author"]), UserFactory(roles=["publisher"])
    lesson = page.get_lessons()[0]
    lesson.title = "Judul baru"
    lesson.save_revision(user=author)

    state = Workflow.objects.get(name="Periksa pelajaran").start(lesson, author)
    waiting = (state.status, page.current_release().number)
    state.current_task_state.approve(user=publisher)

    assert waiting == ("in_progress", 1)
    release = page.current_release()
    assert (release.number, release.lessons.get().title) == (2, "Judul baru")
