"""What rooms offer to phones, found in `<app>/offline.py`."""

from types import SimpleNamespace

import pytest
from django.apps import AppConfig, apps
from django.core.checks import run_checks

from mentoring.field import rooms
from mentoring.field.checks import offline_modules_can_be_used
from mentoring.offline_records import PhoneScreen
from tests.mentoring.field.conftest import NOTES
from tests.mentoring.field.notes import offline as notes


@pytest.fixture
def offering(monkeypatch, with_notes):
    """Let the app of notes offer something else."""

    def offer(**lists):
        for name in rooms.LISTS:
            monkeypatch.setattr(notes, name, lists.get(name, []))
        return offline_modules_can_be_used(None)

    return offer


def test_an_app_with_an_offline_module_is_found(with_notes):
    assert rooms.record_types()["notes.line"] is notes.LINES
    assert rooms.parts()["notes.mine"] is notes.MINE


def test_an_app_that_is_not_installed_adds_nothing():
    rooms.forget()

    assert "notes.line" not in rooms.record_types()
    assert "notes.mine" not in rooms.parts()


def test_what_the_app_offers_is_in_order(with_notes):
    assert run_checks(tags=["mentoring"]) == []


@pytest.mark.parametrize(
    ("lists", "code", "words"),
    [
        ({"RECORD_TYPES": [SimpleNamespace()]}, "E002", "no name like room.noun"),
        ({"PARTS": [SimpleNamespace(name="Mine!")]}, "E002", "no name like room.noun"),
        (
            {"RECORD_TYPES": [SimpleNamespace(name="notes.x", version=2, versions=(1,))]},
            "E004",
            "not among its versions",
        ),
        ({"PARTS": [SimpleNamespace(name="notes.x")]}, "E003", "no function contents"),
        ({"RECORD_TYPES": [SimpleNamespace(name="notes.x")]}, "E003", "no function apply"),
        ({"RECORD_TYPES": [SimpleNamespace(name="notes.x")]}, "E005", "append, register, server"),
        ({"SCREENS": [PhoneScreen("notes", "notes/none.html", "x.js")]}, "E006", "does not exist"),
        ({"RECORD_TYPES": [notes.LINES, notes.LINES]}, "E007", "both offer notes.line"),
    ],
)
def test_what_is_wrong_in_it_is_said_at_the_start(offering, lists, code, words):
    found = offering(**lists)

    said = [each for each in found if each.id == f"mentoring_field.{code}"]
    assert any(words in each.msg and NOTES in each.msg for each in said)
    assert all("protocol.py" in each.hint for each in found)


def test_a_module_that_cannot_be_imported_is_said_at_the_start(monkeypatch):
    broken = "tests.mentoring.field.broken"
    monkeypatch.setitem(apps.app_configs, "broken", AppConfig.create(broken))

    (found,) = offline_modules_can_be_used(None)

    assert found.id == "mentoring_field.E001"
    assert (
        found.msg == f"{broken}.offline cannot be imported: LookupError('a mistake in this room')."
    )
