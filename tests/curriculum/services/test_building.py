import uuid

import pytest
from django.core.exceptions import ValidationError

from curriculum.pages.models import LessonPage, ModulePage
from curriculum.services import CardDraft, create_lesson, replace_cards
from tests.factories.curriculum import (
    CompetencyUnitFactory,
    check,
    draft_module,
    module,
    picture,
    sound,
    step,
)

pytestmark = pytest.mark.django_db


def test_a_lesson_keeps_the_ids_it_was_given():
    image, voice = picture(), sound()
    cards = [
        step(picture=image, alt="Kayu kering.", sound=voice),
        CardDraft(
            id=uuid.uuid4(),
            kind="tools",
            text="Siapkan 2 alat.",
            items=["Gergaji", "Pensil"],
            picture=image,
            alt="Alat.",
        ),
        CardDraft(
            id=uuid.uuid4(), kind="safety", text="Pakai masker.", picture=image, alt="Masker."
        ),
        check(),
    ]

    lesson = create_lesson(module=draft_module(), title="Pilih kayu", cards=cards)

    body = LessonPage.objects.get(pk=lesson.pk).body
    assert [(block.id, block.block_type) for block in body] == [
        (str(card.id), card.kind) for card in cards
    ]
    assert list(body[1].value["items"]) == ["Gergaji", "Pensil"]
    assert body[0].value["picture"].contextual_alt_text == "Kayu kering."
    assert body[0].value["sound"] == voice


def test_the_ids_of_answers_come_from_the_check_and_stay():
    page, card = module(cards=[check()]), check()
    lesson = page.get_lessons()[0]

    def option_ids():
        replace_cards(lesson=lesson, cards=[card])
        return [option.id for option in lesson.get_reading(None).cards[0].options]

    assert option_ids() == option_ids() == [str(uuid.uuid5(card.id, name)) for name in "ab"]


def test_a_new_lesson_is_published_below_a_module_that_still_waits():
    page = draft_module()

    lesson = create_lesson(module=page, title="Pilih kayu", cards=[step()])

    assert (lesson.live, lesson.has_unpublished_changes, page.live) == (True, False, False)
    assert lesson.slug == "pilih-kayu"


def test_a_module_has_its_units():
    units = [CompetencyUnitFactory(), CompetencyUnitFactory()]

    page = draft_module(units=units)

    draft = ModulePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert list(draft.units.all()) == units


def test_two_published_modules_never_share_a_code():
    module("M01")

    with pytest.raises(ValidationError) as refusal:
        draft_module("M01", title="Lain")

    assert "code" in refusal.value.error_dict or "slug" in refusal.value.error_dict
