"""Every picture is there for old and new browsers, and each phone fetches it once."""

import pytest
from django.core.files.storage import default_storage

from curriculum.rendering import Picture, specs_of
from tests.curriculum.readers import reading_of
from tests.factories.curriculum import check, module, picture, step
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


def drawn_module():
    return module(cards=[step(picture=picture(), alt="Kayu."), check()])


def test_a_card_offers_webp_and_for_old_browsers_jpeg():
    drawn = reading_of(drawn_module()).cards[0].picture

    assert [(url.rpartition(".")[2], kind) for url, kind in drawn.sources] == [
        ("webp", "image/webp"),
        ("jpg", "image/jpeg"),
    ]
    assert drawn.url == drawn.sources[0][0]
    for url, _kind in drawn.sources:
        assert default_storage.exists(url.removeprefix(default_storage.base_url))


def test_the_page_lets_the_browser_choose(client):
    html = client.get(drawn_module().get_lessons()[0].url).content.decode()

    assert markup_errors(html) == []
    (_before, after) = html.split("<picture>")
    assert after.startswith('<source srcset="/media/lessons/')
    assert '.webp" type="image/webp"><img src="/media/lessons/' in after
    assert 'alt="Kayu." loading="lazy" decoding="async"></picture>' in after


def test_a_phone_keeps_and_counts_each_picture_once():
    release = drawn_module().current_release()

    pictures = [line for line in release.manifest if line["tier"] == "pictures"]

    counted = [line for line in pictures if not line["is_fallback"]]
    assert {line["path"].rpartition(".")[2] for line in counted} == {"webp"}
    assert len(pictures) == 2 * len(counted)
    assert release.pictures_bytes == sum(line["bytes"] for line in counted)


def test_a_site_may_put_another_format_first(settings):
    settings.CURRICULUM_PICTURE_FORMATS = ["avif", "webp", "jpeg"]

    drawn = reading_of(drawn_module()).cards[0].picture

    assert [kind for _url, kind in drawn.sources] == ["image/avif", "image/webp", "image/jpeg"]
    assert drawn.url.endswith(".avif")


def test_a_filter_that_names_its_format_makes_that_one_alone(settings):
    assert specs_of("width-640|format-png") == ("width-640|format-png",)

    settings.CURRICULUM_CARD_PICTURE_FILTER = "width-640|format-webp"
    assert reading_of(drawn_module()).cards[0].picture.sources == ()


def test_a_picture_released_before_has_one_file(client):
    old = Picture("/media/lama.webp", 64, 48, "Kayu.")

    assert (old.better_sources, old.plain_url) == ((), "/media/lama.webp")
