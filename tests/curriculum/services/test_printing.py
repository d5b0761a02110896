"""Paper is made once by a worker; the row tells the truth about it."""

import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from pypdf import PdfReader
from wagtail.models import Locale

from curriculum.errors import NothingToCheck, ReleaseNotKept
from curriculum.models import (
    CardAddress,
    ModulePrint,
    ModuleRelease,
    PrintKind,
    PrintState,
    ReleasedLesson,
)
from curriculum.paper import press
from curriculum.services import (
    ask_for_print,
    print_module,
    printing,
    remove_module,
    replace_cards,
    requeue_stale_prints,
)
from tests.factories.curriculum import check, module, picture, step

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(hours=1)


@pytest.fixture
def page(db):
    drawn = step(picture=picture("Kayu"), alt="Kayu.")
    return module(cards=[drawn, check()])


@pytest.fixture
def release(page):
    return ModuleRelease.objects.current().get(page_id=page.pk)


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def a_picture_of(release):
    """The path of a kept picture that is printed."""
    return release.lessons.get().cards[0]["picture"]["sources"][-1][0]


def asked(release, kind=PrintKind.CHECK, **more):
    """A row that waits, its message not yet sent."""
    return ask_for_print(release=release, kind=kind, **more)


def test_asking_makes_the_file_once_and_asking_again_changes_nothing(release, commits, sutini):
    with commits():
        asked(release, asked_by=sutini)
    first = ModulePrint.objects.get()
    with commits():
        asked(release)

    again = ModulePrint.objects.get()
    assert (first.state, first.asked_by, first.attempts) == (PrintState.READY, sutini, 1)
    assert default_storage.exists(first.pdf.name)
    assert first.bytes == first.pdf.size
    assert (again.pdf.name, again.attempts, again.asked_at) == (first.pdf.name, 1, first.asked_at)


def test_the_worker_twice_prints_once(release):
    row = asked(release)

    assert (print_module(print_id=row.pk), print_module(print_id=row.pk)) == (True, False)


def test_a_row_in_the_hands_of_a_living_worker_is_left_alone(release):
    row = asked(release)
    ModulePrint.objects.update(state=PrintState.PRINTING, heartbeat_at=timezone.now())

    assert (print_module(print_id=row.pk), requeue_stale_prints()) == (False, 0)


def test_what_a_dead_worker_left_is_made_by_the_next(release):
    asked(release)
    ModulePrint.objects.update(state=PrintState.PRINTING, attempts=1, heartbeat_at=LONG_AGO)

    assert requeue_stale_prints() == 1

    row = ModulePrint.objects.get()
    assert (row.state, row.attempts) == (PrintState.READY, 2)


def test_a_lost_message_is_sent_again(release):
    asked(release)
    ModulePrint.objects.update(heartbeat_at=LONG_AGO)

    assert requeue_stale_prints() == 1
    assert requeue_stale_prints() == 0
    assert ModulePrint.objects.get().state == PrintState.READY


def test_what_stops_every_worker_is_given_up_with_a_reason(release):
    asked(release)
    ModulePrint.objects.update(state=PrintState.PRINTING, attempts=3, heartbeat_at=LONG_AGO)

    assert requeue_stale_prints() == 0

    row = ModulePrint.objects.get()
    assert (row.state, row.error_code) == (PrintState.FAILED, "print_interrupted")
    assert "several times" in row.error_sentence or "beberapa kali" in row.error_sentence


def test_a_slow_worker_that_was_given_up_stores_nothing(release, monkeypatch):
    row = asked(release)

    def slow(kind, job):
        ModulePrint.objects.update(state=PrintState.WAITING, claim=None)
        return press.Printed(b"%PDF", 1)

    monkeypatch.setattr(printing, "print_paper", slow)

    assert print_module(print_id=row.pk) is False
    assert ModulePrint.objects.get().pdf.name == ""
    assert default_storage.listdir("prints")[1] == []


def test_a_missing_file_fails_with_a_sentence_and_can_be_tried_again(release, commits):
    path = a_picture_of(release)
    with default_storage.open(path) as kept:
        content = kept.read()
    default_storage.delete(path)
    with commits():
        asked(release, PrintKind.BOOKLET)
    failed = ModulePrint.objects.get()
    default_storage.save(path, ContentFile(content))

    with commits():
        asked(release, PrintKind.BOOKLET)

    assert (failed.state, failed.error_code) == (PrintState.FAILED, "kept_file_missing")
    assert "Membuat manik-manik" in failed.error_sentence
    assert ModulePrint.objects.get().state == PrintState.READY


def test_a_changed_file_is_not_printed(release, commits):
    path = a_picture_of(release)
    default_storage.delete(path)
    default_storage.save(path, ContentFile(b"something else"))

    with commits():
        asked(release, PrintKind.WALL_A4)

    assert ModulePrint.objects.get().error_code == "kept_file_missing"


def test_a_picture_the_release_never_had_is_printed_as_its_words(release, commits):
    picture_path = a_picture_of(release)
    release.manifest = [line for line in release.manifest if line["path"] != picture_path]
    release.save()

    with commits():
        asked(release, PrintKind.WALL_A4)

    assert ModulePrint.objects.get().state == PrintState.READY


def test_paper_comes_from_the_release_and_never_from_the_live_page(page, release, commits):
    row = asked(release, PrintKind.WALL_A4)
    replace_cards(lesson=page.get_lessons()[0], cards=[step("Kartu yang baru.")])

    print_module(print_id=row.pk)

    row.refresh_from_db()
    words = PdfReader(io.BytesIO(row.pdf.read())).pages[0].extract_text()
    assert ("Pilih kayu yang kering." in words, "Kartu yang baru." in words) == (True, False)


def test_a_release_without_kept_files_is_refused(release):
    ReleasedLesson.objects.update(cards=None)

    with pytest.raises(ReleaseNotKept):
        asked(release)

    assert ModulePrint.objects.count() == 0


def test_a_module_without_questions_has_no_paper_check():
    page = module("M02", cards=[step()])
    release = ModuleRelease.objects.current().get(page_id=page.pk)

    with pytest.raises(NothingToCheck):
        asked(release)

    assert asked(release, PrintKind.BOOKLET).state == PrintState.WAITING


def test_the_language_is_that_of_the_lessons_where_we_speak_it(page, release):
    spoken = asked(release, PrintKind.BOOKLET).language
    release.page.locale = Locale.objects.create(language_code="en")
    in_english = asked(release, PrintKind.BOOKLET).language
    release.page.locale = Locale(language_code="ban")
    unknown = asked(release, PrintKind.BOOKLET).language

    assert (spoken, in_english, unknown) == ("id", "en", "id")
    assert ModulePrint.objects.count() == 2


def test_removing_a_module_that_was_never_real_takes_its_paper_along(page, release, commits):
    with commits():
        asked(release)
    name = ModulePrint.objects.get().pdf.name

    with commits():
        remove_module(module=page)

    assert (ModulePrint.objects.count(), CardAddress.objects.count()) == (0, 0)
    assert not default_storage.exists(name)
