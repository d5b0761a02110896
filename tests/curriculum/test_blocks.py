import uuid

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError
from wagtail.blocks.list_block import ListBlockValidationError

from curriculum.blocks import CardsBlock, OptionsBlock, StepBlock
from tests.factories.curriculum import picture, video

pytestmark = pytest.mark.django_db


def option(text="Kayu", is_correct=False, image=None, alt=""):
    image_value = {
        "image": image and image.pk,
        "alt_text": alt,
        "decorative": bool(image) and not alt,
    }
    return {
        "type": "item",
        "id": str(uuid.uuid4()),
        "value": {
            "text": text,
            "is_correct": is_correct,
            "feedback": "Karena begitu.",
            "picture": image_value,
        },
    }


def cleaned(*options):
    block = OptionsBlock()
    return block.clean(block.to_python(list(options)))


def test_one_correct_answer_of_two_to_four():
    assert len(cleaned(option("a", True), option("b"))) == 2
    assert len(cleaned(option("a", True), *[option("b")] * 3)) == 4


@pytest.mark.parametrize(
    "options",
    [
        [option("a", True)],
        [option("a", True), *[option("b")] * 4],
        [option("a"), option("b")],
        [option("a", True), option("b", True)],
        [option("a", True), option("")],
    ],
    ids=["one", "five", "none correct", "two correct", "an empty one"],
)
def test_other_answers_are_refused(options):
    with pytest.raises(ListBlockValidationError):
        cleaned(*options)


def test_an_answer_may_be_a_picture_alone():
    assert len(cleaned(option("", True, picture(), "Kayu kering."), option("b"))) == 2


def test_a_picture_alone_says_what_it_shows():
    with pytest.raises(ListBlockValidationError):
        cleaned(option("", True, picture()), option("b"))


def test_a_draft_may_still_lack_its_correct_answer():
    block = OptionsBlock()

    assert len(block.clean_deferred(block.to_python([option("a"), option("b")]))) == 2


def test_a_step_is_short_and_its_picture_has_words():
    block = StepBlock()
    image = picture()

    def clean(text, alt):
        value = {"image": image.pk, "alt_text": alt, "decorative": False}
        return block.clean(block.to_python({"text": text, "picture": value}))

    assert clean("x" * 200, "Kayu.")["text"] == "x" * 200
    with pytest.raises(StructBlockValidationError) as refusal:
        clean("x" * 201, "")
    assert set(refusal.value.block_errors) == {"text", "picture"}


def test_migrations_name_a_card_without_spelling_it_out():
    assert StepBlock().deconstruct() == ("curriculum.blocks.StepBlock", [], {})


THREE = "Pilih kayu. Potong kayu. Jemur kayu."


@pytest.mark.parametrize("kind", ["step", "safety", "video", "practice"])
def test_a_card_has_at_most_two_sentences_when_published(kind):
    block = CardsBlock().child_blocks[kind].child_blocks["text"]

    assert block.clean("Pilih kayu. Potong kayu.") == "Pilih kayu. Potong kayu."
    with pytest.raises(ValidationError) as refusal:
        block.clean(THREE)
    assert refusal.value.code == "too_many_sentences"
    assert block.clean_deferred(THREE) == THREE


def test_a_practice_and_a_video_are_whole():
    image, film = picture(), video()
    shown = {"image": image.pk, "alt_text": "Kayu.", "decorative": False}
    practice = {"text": "Coba sekarang.", "items": ["Ukur kayu"], "picture": shown}
    watch = {"text": "Lihat caranya.", "picture": shown, "video": film.pk, "transcript": "Potong."}

    def clean(kind, value):
        block = CardsBlock().child_blocks[kind]
        return block.clean(block.to_python(value))

    assert list(clean("practice", practice)["items"]) == ["Ukur kayu"]
    assert clean("video", watch)["video"] == film
    for kind, value in (
        ("practice", practice | {"items": []}),
        ("video", watch | {"video": None}),
        ("video", watch | {"transcript": ""}),
    ):
        with pytest.raises(StructBlockValidationError):
            clean(kind, value)
