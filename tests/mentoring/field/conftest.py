"""A phone of a facilitator, and an app of somebody else whose records it carries."""

import pytest
from django.apps import AppConfig, apps

from mentoring.field import rooms
from tests.mentoring.field.notes import offline as notes

NOTES = "tests.mentoring.field.notes"


@pytest.fixture
def with_notes(monkeypatch):
    """A site with one more app, whose records the carrier has never heard of.

    Among the loaded apps only: a changed INSTALLED_APPS would build all addresses anew.
    """
    monkeypatch.setitem(apps.app_configs, "notes", AppConfig.create(NOTES))
    rooms.forget()
    notes.KEPT.clear()
    notes.ASKED.clear()
    yield notes
    rooms.forget()
