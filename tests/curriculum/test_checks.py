import pytest
from django.test import override_settings

from curriculum.checks import (
    lessons_have_a_short_way,
    lessons_have_pages,
    numbers_are_whole,
    phones_can_keep_files,
    practice_has_a_private_storage,
)


def ids(messages):
    return [message.id for message in messages]


def test_this_site_is_configured_well():
    for check in (numbers_are_whole, lessons_have_pages, lessons_have_a_short_way):
        assert check(None) == []


def test_a_setting_that_is_no_whole_number_is_named():
    with override_settings(CURRICULUM_PAGE_CACHE_SECONDS="10", CURRICULUM_MAX_SOUND_BYTES=-1):
        found = numbers_are_whole(None)

    assert ids(found) == ["curriculum.E001", "curriculum.E001"]
    assert "CURRICULUM_PAGE_CACHE_SECONDS is '10'" in found[0].msg


@override_settings(ROOT_URLCONF="balai.health.urls")
def test_a_site_without_the_short_way_is_told():
    assert ids(lessons_have_a_short_way(None)) == ["curriculum.W002"]


@pytest.mark.parametrize("url", ["https://files.example/", "//files.example/"])
def test_a_site_whose_files_phones_cannot_keep_is_told(settings, url):
    assert ids(phones_can_keep_files(None)) == []
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"base_url": url},
        },
    }

    assert ids(phones_can_keep_files(None)) == ["curriculum.W003"]


def test_photographs_of_practice_need_a_storage_of_their_own(settings):
    assert ids(practice_has_a_private_storage(None)) == []

    settings.CURRICULUM_PRIVATE_STORAGE = "nowhere"

    assert ids(practice_has_a_private_storage(None)) == ["curriculum.W004"]
