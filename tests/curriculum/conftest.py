"""The cast: Ruminah reads, Sutini reads too, and nobody else is signed in."""

import pytest

from tests.factories.accounts import UserFactory


@pytest.fixture
def ruminah(db):
    return UserFactory(full_name="Ruminah Contoh")


@pytest.fixture
def sutini(db):
    return UserFactory(full_name="Sutini")


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
