import hashlib

import pytest
from django.core.files.storage import default_storage
from django.db.models import ProtectedError

from curriculum.errors import ModuleNotPublished
from curriculum.models import ModuleRelease, ReleasedLesson
from curriculum.services import (
    create_lesson,
    refresh_release,
    release_module,
    remove_module,
    replace_cards,
)
from curriculum.signals import module_released
from tests.curriculum.readers import does, reading_of
from tests.factories.curriculum import check, draft_module, module, picture, sound, step

pytestmark = pytest.mark.django_db


def numbers(page):
    return [each.number for each in ModuleRelease.objects.filter(page_id=page.pk)]


def test_a_module_with_its_lessons_becomes_one_release():
    page = module(lessons=3)

    release = ModuleRelease.objects.get(page_id=page.pk)

    assert (release.number, release.code, release.change_kind) == (1, "M01", "major")
    assert release.revision_id == page.live_revision_id
    assert [lesson.title for lesson in release.lessons.all()] == [
        "Belajar 1",
        "Belajar 2",
        "Belajar 3",
    ]
    assert [len(lesson.check_ids) for lesson in release.lessons.all()] == [1, 1, 1]


def test_a_draft_has_no_release():
    page = draft_module()

    with pytest.raises(ModuleNotPublished, match="Membuat manik-manik"):
        release_module(module=page)
    assert refresh_release(module=page) is None


def test_publishing_without_a_change_makes_no_new_release():
    page = module()

    again = release_module(module=page)

    assert (again.number, numbers(page)) == (1, [1])


def test_a_lesson_published_later_makes_the_next_release():
    page = module()

    create_lesson(module=page, title="Tambahan", cards=[step()])

    latest = page.current_release()
    assert numbers(page) == [2, 1]
    assert [lesson.title for lesson in latest.lessons.all()] == ["Belajar 1", "Tambahan"]
    assert latest.change_kind == "minor"


def test_the_editors_word_on_her_change_goes_into_the_release(ruminah):
    page = module()
    lesson = page.get_lessons()[0]
    lesson.change_kind, lesson.change_note = "typo", "Salah tulis."

    replace_cards(lesson=lesson, cards=[step(), check()], by=ruminah)

    release = page.current_release()
    assert (release.change_kind, release.note, release.published_by) == (
        "typo",
        "Salah tulis.",
        ruminah,
    )


def test_taking_a_lesson_back_makes_a_release_without_it():
    page = module(lessons=2)

    page.get_lessons()[0].unpublish()

    assert [lesson.title for lesson in page.current_release().lessons.all()] == ["Belajar 2"]


def test_moving_a_lesson_makes_a_release_in_the_new_order():
    page = module(lessons=2)
    first, second = page.get_lessons()

    second.move(first, pos="left")

    assert [each.title for each in page.current_release().lessons.all()] == [
        "Belajar 2",
        "Belajar 1",
    ]


def test_saving_a_draft_releases_nothing():
    page = module()
    lesson = page.get_lessons()[0]
    lesson.title = "Judul baru"

    lesson.save_revision()

    assert numbers(page) == [1]


def test_a_module_taken_back_has_no_current_release_but_keeps_its_history():
    page = module()

    page.unpublish()

    assert page.current_release() is None
    assert list(ModuleRelease.objects.current()) == []
    assert numbers(page) == [1]


def test_the_signal_tells_of_new_releases_only(django_capture_on_commit_callbacks):
    heard = []

    def hear(release, **kwargs):
        heard.append(release.number)

    module_released.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        page = module()
        release_module(module=page)
        create_lesson(module=page, title="Tambahan", cards=[step()])
    module_released.disconnect(hear)

    assert heard == [1, 2]


def test_a_release_names_every_file_its_readers_need_with_its_hash_and_weight():
    page = module(cards=[step(picture=picture(), alt="Kayu.", sound=sound()), check()])

    release = page.current_release()

    for line in release.manifest:
        with default_storage.open(line["path"]) as kept:
            content = kept.read()
        assert hashlib.sha256(content).hexdigest() == line["sha256"]
        assert len(content) == line["bytes"]
    counted = [line for line in release.manifest if not line["is_fallback"]]
    assert sorted(line["tier"] for line in counted) == [
        "audio",
        "pictures",  # the cover
        "pictures",
        "text",  # the lesson
        "text",  # the module's own words
    ]
    assert release.weights() == {
        tier: sum(line["bytes"] for line in counted if line["tier"] == tier)
        for tier in ("text", "pictures", "audio", "video")
    }
    spare = [line for line in release.manifest if line["is_fallback"]]
    assert sorted((line["tier"], line["path"][-4:]) for line in spare) == [
        ("audio", ".mp3"),
        ("pictures", ".jpg"),  # the cover
        ("pictures", ".jpg"),
    ]


def test_the_same_file_in_two_releases_is_kept_once():
    page = module()
    first = page.current_release()

    create_lesson(module=page, title="Tambahan", cards=[step()])

    second = page.current_release()
    shared = {line["path"] for line in first.manifest} & {line["path"] for line in second.manifest}
    assert len(shared) == len(first.manifest)
    assert len(second.manifest) == len(first.manifest) + 1


def test_a_release_is_read_as_it_was_after_its_picture_and_sound_are_gone():
    image, voice = picture(size=(80, 60)), sound()
    page = module(cards=[step(picture=image, alt="Kayu.", sound=voice), check()], cover=picture())
    before = reading_of(page)

    image.delete()
    voice.file.delete(save=False)
    voice.delete()

    after = reading_of(page)
    assert after.cards == before.cards
    card = after.cards[0]
    for url in (card.picture.url, card.voice.sources[0][0]):
        assert default_storage.exists(url.removeprefix(default_storage.base_url))


def test_a_release_made_before_files_were_kept_is_still_read():
    page = module(lessons=1)
    ModuleRelease.objects.update(face=None, manifest=[])
    ReleasedLesson.objects.update(cards=None)

    assert reading_of(page).cards[0].picture.url.startswith("/media/images/")
    assert page.get_reading(None).summary == "Dari kayu sampai tasbih."


def test_a_lost_file_does_not_keep_the_text_from_its_readers():
    voice = sound()
    voice.file.delete(save=False)
    voice.file.name = "sounds/lost.opus"
    voice.save()

    page = module(cards=[step(sound=voice), check()])

    assert [line["tier"] for line in page.current_release().manifest].count("audio") == 1


def test_a_draft_begun_after_publishing_says_nothing_yet_of_its_change():
    lesson = module().get_lessons()[0]
    lesson.change_kind, lesson.change_note = "major", "Urutan baru."
    lesson.save_revision().publish()
    lesson.refresh_from_db()

    draft = lesson.get_latest_revision_as_object()

    assert (draft.change_kind, draft.change_note) == ("minor", "")
    assert lesson.get_module().current_release().change_kind == "major"


def test_removing_a_module_takes_its_files_unless_another_needs_them(
    django_capture_on_commit_callbacks,
):
    cover = picture()
    kept, removed = module("M01", cover=cover), module("M02", cover=cover)
    before = {line["path"] for line in removed.current_release().manifest}
    needed = {line["path"] for line in kept.current_release().manifest}

    with django_capture_on_commit_callbacks(execute=True):
        remove_module(module=removed)

    assert before & needed
    assert all(default_storage.exists(path) for path in needed)
    assert not any(default_storage.exists(path) for path in before - needed)


def test_a_released_module_cannot_be_deleted_in_passing():
    page = module()

    with pytest.raises(ProtectedError):
        page.delete()


def test_removing_takes_the_module_unless_somebody_read_it(ruminah):
    read, unread = module("M01"), module("M02")
    does(ruminah, reading_of(read))

    remove_module(module=unread)
    with pytest.raises(ProtectedError):
        remove_module(module=read)

    assert [each.code for each in ModuleRelease.objects.all()] == ["M01"]
