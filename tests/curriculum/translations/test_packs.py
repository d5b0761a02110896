"""Translated lessons on a phone: whole, though not everything is translated."""

import pytest

from curriculum.models import ModuleRelease
from curriculum.services import make_pack
from tests.curriculum.phone.test_contents import stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack(madurese):
    return make_pack(release=ModuleRelease.objects.current().get(page=madurese), language="id")


def page_at(pack, lesson) -> str:
    url = pack.manifest["lessons"][lesson]["url"]
    return stored(next(file["sha"] for file in pack.manifest["files"] if file["url"] == url))


def test_a_lesson_knows_the_same_lesson_in_other_languages(pack, lesson):
    first, second = pack.manifest["lessons"]

    assert first["same"] == [lesson.pk]
    assert second["same"] == []


def test_each_card_says_its_language(pack):
    html = page_at(pack, 0)

    assert '<p class="sheet-text" lang="mad">Pèlè kaju sè kerrèng.</p>' in html
    assert '<p class="sheet-text" lang="id">Haluskan kayu.</p>' in html


def test_a_lesson_that_nobody_translated_is_kept_as_part_of_the_translation(pack, madurese):
    html = page_at(pack, 1)

    assert f'data-module="{madurese.pk}"' in html
    assert f'href="{madurese.url}"' in html
