"""A module of two lessons in Indonesian, and what a translator makes of it in Madurese."""

import pytest

from curriculum.services import replace_cards
from curriculum.translations.services import offer_languages, translate_page
from tests.factories.curriculum import module as make_module
from tests.factories.curriculum import step

WORDS = {
    "Membuat manik-manik": "Aghabay manik-manik",
    "Dari kayu sampai tasbih.": "Dhari kaju sampè tasbih.",
    "Tasbih di atas meja.": "Tasbih è attas mèjha.",
    "manik-manik": "manik-manik",
    "Belajar 1": "Ajhar 1",
    "Pilih kayu yang kering.": "Pèlè kaju sè kerrèng.",
    "Potong kayu.": "Pokol kaju.",
}


@pytest.fixture(autouse=True)
def _languages(db):
    offer_languages(codes=["id", "en", "jv", "mad", "sas"])


@pytest.fixture
def cards():
    return [step("Pilih kayu yang kering."), step("Potong kayu."), step("Haluskan kayu.")]


@pytest.fixture
def module(cards):
    return make_module(lessons=2, cards=cards)


@pytest.fixture
def lesson(module):
    return module.get_lessons()[0]


@pytest.fixture
def madurese(module, lesson):
    """The module in Madurese: the first lesson with two of its three cards, the second not."""
    page = translate_page(page=module, language="mad", words=WORDS, publish=False)
    translate_page(page=lesson, language="mad", words=WORDS)
    return translate_page(page=module, language="mad", words=WORDS) or page


@pytest.fixture
def rewrite(cards, django_capture_on_commit_callbacks):
    """Publish the lesson with another text on the card of this number, or with more cards."""
    from dataclasses import replace

    def rewrite(lesson, number, text):
        written = [*cards]
        written[number - 1] = replace(written[number - 1], text=text)
        with django_capture_on_commit_callbacks(execute=True):
            replace_cards(lesson=lesson, cards=written)

    return rewrite
