"""Every kind of card as readers get it, without a script."""

import uuid

import pytest

from curriculum.pages.models import LessonPage
from curriculum.services import CardDraft, create_lesson, publish_module
from tests.factories.curriculum import (
    draft_module,
    module,
    picture,
    picture_check,
    sound,
    step,
    video,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


def card(kind, text, **more):
    drawn = {"picture": picture(), "alt": "Kayu.", "sound": sound()}
    return CardDraft(id=uuid.uuid4(), kind=kind, text=text, **drawn, **more)


def all_cards():
    return [
        step(picture=picture(), alt="Kayu."),
        card("tools", "Siapkan ini.", items=["Gergaji", "Pensil"]),
        card("safety", "Pakai masker."),
        card("video", "Lihat caranya.", video=video(), transcript="Potong pelan.\n\nBalik."),
        card("practice", "Coba sekarang.", items=["Ukur kayu", "Potong kayu"]),
        picture_check(picture(), picture()),
    ]


def lesson_html(client, page):
    answer = client.get(page.get_lessons()[0].url)
    html = answer.content.decode()
    assert markup_errors(html) == []
    return html


def test_every_kind_of_card_is_read_as_strict_html(client, ruminah):
    page = module(cards=all_cards())

    as_guest = lesson_html(client, page)
    client.force_login(ruminah)
    as_reader = lesson_html(client, page)

    for html in (as_guest, as_reader):
        assert [html.count(f"sheet sheet-{kind}") for kind in ("tools", "safety", "video")] == [
            1,
            1,
            1,
        ]
        assert html.count('<input type="checkbox">') == 2
        assert html.count('aria-label="Dengarkan:') == 4


def test_a_video_waits_to_be_asked_for_and_says_what_it_weighs(client):
    html = lesson_html(client, module(cards=all_cards()))

    (film,) = html.split("<video")[1:]
    assert 'preload="none"' in film
    assert 'poster="/media/' in film
    assert 'width="64" height="48"' in film
    assert film.count('.mp4"') == 2
    assert "Memakai kuota 197\xa0bita." in film
    assert "<p>Potong pelan.</p>" in film


def test_a_video_whose_file_is_gone_leaves_its_picture_and_words(client):
    cards = all_cards()
    cards[3].video.file.delete()
    page = module(cards=cards)

    html = lesson_html(client, page)

    assert "<video" not in html
    assert "Lihat caranya." in html


def test_pictures_answer_without_a_word(client):
    page = module(cards=all_cards())

    html = lesson_html(client, page)

    (answers,) = html.split("answers answers-pictures")[1:]
    assert answers.count('alt="Kayu basah."') == answers.count('alt="Kayu kering."') == 1
    assert "<span></span>" not in answers.partition("</ul>")[0]


def test_saving_in_the_editor_changes_no_id():
    page = draft_module()
    cards = all_cards()
    lesson = create_lesson(module=page, title="Pilih kayu", cards=cards)

    before = [card.id for card in lesson.get_reading(None, is_preview=True).cards]
    kept = LessonPage.objects.get(pk=lesson.pk)
    kept.save_revision().publish()
    publish_module(module=page)

    after = LessonPage.objects.get(pk=lesson.pk).get_reading(None)
    assert [card.id for card in after.cards] == before == [str(card.id) for card in cards]
    assert [option.id for option in after.cards[-1].options] == [
        str(uuid.uuid5(cards[-1].id, name)) for name in "ab"
    ]
