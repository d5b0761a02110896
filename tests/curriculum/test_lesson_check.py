"""Real lessons, weighed and checked, and the editor that asks for a reason."""

import uuid

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import PageLogEntry, Workflow
from wagtail.test.utils.form_data import nested_form_data, streamfield

from curriculum.lesson_check import check_page
from curriculum.models import ModuleRelease, PlainWord
from curriculum.models.words import plain_words
from curriculum.services import CardDraft, create_lesson, give_lesson_rights
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import (
    draft_module,
    lesson_index,
    module,
    picture,
    picture_check,
    ready_step,
    sound,
    step,
    video,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client):
    user = UserFactory(roles=["publisher"])
    groups = {"authors": [], "translators": [], "publishers": user.groups.all()}
    give_lesson_rights(index=lesson_index(), workflow_name="Periksa pelajaran", **groups)
    client.force_login(user)
    return user


def codes(lesson, **more):
    return [(each.card, each.code) for each in check_page(lesson, None, **more).findings]


def test_a_lesson_is_weighed_as_readers_get_it():
    image, voice, film = picture(), sound(), video()
    cards = [
        step(picture=image, alt="Kayu.", sound=voice),
        picture_check(image, image, sound=voice),
        CardDraft(uuid.uuid4(), "video", "Lihat.", image, "Kayu.", video=film, transcript="Lihat."),
    ]
    lesson = create_lesson(module=draft_module(), title="Pilih kayu", cards=cards)

    weight = check_page(lesson, None).weight

    assert weight.pictures == image.get_rendition("width-640|format-webp").file.size
    assert (weight.audio, weight.video) == (voice.size, film.size)
    assert 500 < weight.text < 3_000


def test_a_picture_and_a_sound_whose_files_are_gone_weigh_nothing():
    image, voice = picture(), sound()
    lesson = create_lesson(
        module=draft_module(),
        title="Pilih kayu",
        cards=[step(picture=image, alt="Kayu.", sound=voice)],
    )
    for stored in (image.file, voice.file):
        stored.storage.delete(stored.name)

    assert codes(lesson) == []


def test_the_site_says_what_a_lesson_may_weigh(settings):
    lesson = create_lesson(module=draft_module(), title="Kayu", cards=[ready_step()])
    assert codes(lesson) == []

    settings.CURRICULUM_LESSON_BUDGET_KB = 0

    assert codes(lesson) == [(0, "too_heavy")]


def test_editors_extend_the_plain_words_and_win_over_the_file():
    lesson = create_lesson(
        module=draft_module(), title="Kayu", cards=[ready_step("Ukur kelembapan modul kayu.")]
    )
    assert codes(lesson) == [(1, "word_to_avoid")] or codes(lesson) == [
        (1, "word_not_plain"),
        (1, "word_to_avoid"),
    ]

    PlainWord.objects.create(language="id", word="kelembapan")
    PlainWord.objects.create(language="id", word="modul")
    assert codes(lesson) == []

    PlainWord.objects.filter(word="modul").update(instead="bagian")
    PlainWord.objects.create(language="id", word="kayu", instead="papan")
    assert codes(lesson) == [(1, "word_to_avoid")] * 2


@pytest.mark.parametrize("language", ["xx", "../id", "", "README"])
def test_a_language_without_words_has_none(language):
    assert plain_words(language) is None


# --- The editor ----------------------------------------------------------------


def posted(lesson, cards, **more):
    """The editor's form of `lesson` with these (text, sound or None) steps."""
    body = []
    for text, voice in cards:
        shown = {"image": picture().pk, "alt_text": "Kayu.", "decorative": ""}
        body.append(("step", {"text": text, "picture": shown, "sound": (voice and voice.pk) or ""}))
    return nested_form_data(
        {
            "title": lesson.title,
            "slug": lesson.slug,
            "change_kind": "minor",
            "change_note": "",
            "body": streamfield(body),
            "publish_reason": "",
            "comments": {
                "TOTAL_FORMS": 0,
                "INITIAL_FORMS": 0,
                "MIN_NUM_FORMS": 0,
                "MAX_NUM_FORMS": 0,
            },
            **more,
        }
    )


def send(client, lesson, cards, **more):
    url = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    return client.post(url, posted(lesson, cards, **more))


def kept_reasons():
    found = PageLogEntry.objects.filter(action="curriculum.published_all_the_same")
    return [(entry.user, entry.data["reason"]) for entry in found]


PUBLISH = {"action-publish": "Publish"}
SILENT = [("Pilih kayu yang kering.", None)]


def test_publishing_stops_at_the_check_and_says_why(client, publisher):
    lesson = module().get_lessons()[0]

    answer = send(client, lesson, SILENT, **PUBLISH)

    html = answer.content.decode()
    assert "belum siap untuk pembaca" in html
    assert "Kartu ini belum ada suaranya." in html
    assert (ModuleRelease.objects.count(), kept_reasons()) == (1, [])


def test_what_is_ready_is_published_without_a_word(client, publisher):
    lesson = module().get_lessons()[0]

    send(client, lesson, [("Pilih kayu yang kering.", sound())], **PUBLISH)

    assert (ModuleRelease.objects.count(), kept_reasons()) == (2, [])


def test_a_publisher_publishes_all_the_same_and_her_reason_is_kept(client, publisher):
    lesson = module().get_lessons()[0]

    send(client, lesson, SILENT, publish_reason="Suara direkam besok.", **PUBLISH)

    assert (ModuleRelease.objects.count(), kept_reasons()) == (
        2,
        [(publisher, "Suara direkam besok.")],
    )
    entry = PageLogEntry.objects.get(action="curriculum.published_all_the_same")
    assert entry.data["findings"] == [{"card": 1, "code": "sound_missing"}]
    history = client.get(reverse("wagtailadmin_pages:history", args=[lesson.pk]))
    assert "Suara direkam besok." in history.content.decode()

    again = send(client, lesson, SILENT, **PUBLISH)
    assert "belum siap untuk pembaca" in again.content.decode()


def test_a_draft_may_lack_everything(client, publisher):
    lesson = module().get_lessons()[0]

    answer = send(client, lesson, [("Satu. Dua. Tiga. " * 3, None)])

    assert answer.status_code == 302
    assert ModuleRelease.objects.count() == 1


def test_a_new_lesson_is_checked_before_it_has_a_page(client, publisher):
    page = module()
    address = reverse("wagtailadmin_pages:add", args=["curriculum_pages", "lessonpage", page.pk])
    new = type(page.get_lessons()[0])(title="Baru", slug="baru")

    refused = client.post(address, posted(new, SILENT, **PUBLISH))
    client.post(address, posted(new, SILENT, publish_reason="Besok.", **PUBLISH))

    assert "belum siap untuk pembaca" in refused.content.decode()
    assert [lesson.slug for lesson in page.get_lessons()] == ["belajar-1", "baru"]
    assert kept_reasons() == [(publisher, "Besok.")]


def test_the_editor_shows_findings_and_weights_for_each_tier(client, publisher):
    lesson = module().get_lessons()[0]

    html = client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()

    assert "2 hal perlu diperbaiki" in html
    assert html.count(" kB</td>") == 4


def review(client, lesson, publisher):
    """An author's draft without a sound waits for review."""
    author = UserFactory(roles=["author"])
    lesson.body = [("step", {"text": "Pilih kayu.", "picture": None, "sound": None})]
    lesson.save_revision(user=author)
    state = Workflow.objects.get(name="Periksa pelajaran").start(lesson, author)
    return state.current_task_state


def test_a_review_approved_outside_the_editor_is_taken_back(client, publisher):
    lesson = module().get_lessons()[0]
    task_state = review(client, lesson, publisher)
    url = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", task_state.pk])

    answer = client.post(url)

    task_state.refresh_from_db()
    assert answer.status_code == 302
    assert task_state.status == "in_progress"
    assert ModuleRelease.objects.count() == 1


def test_a_review_is_approved_in_the_editor_with_a_reason(client, publisher):
    lesson = module().get_lessons()[0]
    review(client, lesson, publisher)
    approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}

    refused = send(client, lesson, SILENT, **approve)
    assert "belum siap untuk pembaca" in refused.content.decode()
    send(client, lesson, SILENT, publish_reason="Besok.", **approve)
    # The site asks for a second approval of what was changed while approving.
    assert ModuleRelease.objects.count() == 1
    state = lesson.current_workflow_task_state
    client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", state.pk])
    )

    assert ModuleRelease.objects.count() == 2
    assert kept_reasons() == [(publisher, "Besok.")]


def test_a_reason_is_given_once_for_a_draft_that_stays_as_it_is(client, publisher):
    silent = step("Pilih kayu.", picture=picture(), alt="Kayu.")
    lesson = module(cards=[silent]).get_lessons()[0]
    form_class = lesson.get_edit_handler().get_form_class()

    def form(text="Pilih kayu.", reason=""):
        page = lesson.get_latest_revision_as_object()
        data = posted(page, [(text, None)], publish_reason=reason, **PUBLISH)
        data |= {"body-0-id": str(silent.id), "body-0-value-picture-image": silent.picture.pk}
        return form_class(data, instance=page, parent_page=page.get_parent(), for_user=publisher)

    assert not form().is_valid()
    first = form(reason="Besok.")
    assert first.is_valid()
    first.save(commit=False).save_revision(user=publisher)

    assert form().is_valid()
    assert not form("Pilih batu.").is_valid()


def test_lessons_ticked_in_a_list_are_published_only_when_ready(client, publisher):
    page = module()
    lesson = page.get_lessons()[0]
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    lesson.title = "Baru"
    lesson.save_revision()

    answer = client.post(f"{url}?id={lesson.pk}", {"next": "/admin/"})

    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert ModuleRelease.objects.count() == 1
    assert "belum siap untuk pembaca" in said[0]

    lesson.body = [("step", each.value) for each in ready_lesson(page).body]
    lesson.save_revision()
    client.post(f"{url}?id={lesson.pk}", {"next": "/admin/"})
    lesson.refresh_from_db()
    assert lesson.title == "Baru"


def ready_lesson(page):
    return create_lesson(module=page, title="Siap", cards=[ready_step()])


def test_the_editor_says_which_cards_a_person_is_still_to_speak(client, publisher):
    person = sound("Bu Ruminah", is_machine_voice=False)
    cards = [
        ready_step(),
        step("Potong kayu.", picture=picture(), alt="Gergaji.", sound=person),
        ready_step("Ukur kayu."),
    ]
    lesson = create_lesson(module=draft_module(), title="Kayu", cards=cards)

    html = client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()

    assert check_page(lesson, None).machine_voices == (1, 3)
    assert "2 kartu masih memakai suara mesin (1, 3)" in html
