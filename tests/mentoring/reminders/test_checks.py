"""A reminders.py of any app is found by its name; a broken one is said when the site starts."""

from dataclasses import replace

import pytest
from django.apps import AppConfig, apps
from django.core.checks import run_checks

from mentoring.reminders import kinds as offered
from tests.mentoring.reminders.harvest import reminders as harvest

HARVEST = "tests.mentoring.reminders.harvest"


@pytest.fixture
def with_harvest(monkeypatch):
    """A site with one more app.

    Among the loaded apps only: a changed INSTALLED_APPS would build all addresses anew.
    """
    monkeypatch.setitem(apps.app_configs, "harvest", AppConfig.create(HARVEST))
    offered.forget()
    yield harvest
    offered.forget()


def test_a_kind_of_somebody_elses_app_is_found(with_harvest):
    assert run_checks(tags=["mentoring"]) == []
    assert offered.kinds()["harvest"] is harvest.HARVEST


def test_an_app_that_is_not_installed_adds_nothing():
    offered.forget()

    assert "harvest" not in offered.kinds()


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ({"name": "visit_comes"}, "E002"),
        ({"name": "x" * 33}, "E003"),
        ({"audience": "everybody"}, "E003"),
        ({"facts": ("debt",)}, "E004"),
        ({"body": "{group} owes {debt}"}, "E004"),
        ({"subject": "{day}"}, "E004"),
    ],
)
def test_what_is_wrong_with_a_kind_is_named(with_harvest, monkeypatch, said, number):
    monkeypatch.setattr(harvest, "KINDS", [replace(harvest.HARVEST, **said)])

    found = run_checks(tags=["mentoring"])

    assert [each.id for each in found] == [f"mentoring_reminders.{number}"]
