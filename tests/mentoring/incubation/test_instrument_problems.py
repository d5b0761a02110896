"""What a definition says of itself that keeps it from being asked: each with its sentence."""

import json
from copy import deepcopy

import pytest
from django.utils import translation

from mentoring.incubation.instrument_problems import problems_of
from mentoring.incubation.services.instruments import shipped_definitions

IPT = next(one for one in shipped_definitions() if one["code"] == "bargaining-position")


def mended(path, value):
    """The bargaining instrument with `value` at `path` (dotted, numbers are places)."""
    definition = deepcopy(IPT)
    place = definition
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in way:
        place = place[step]
    place[last] = value
    return definition


@pytest.mark.parametrize("definition", shipped_definitions(), ids=lambda one: one["code"])
def test_what_is_shipped_is_sound(definition):
    assert list(problems_of(definition)) == []


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("dimensions", [], "There is no section yet."),
        ("dimensions.0.items", [], "Section IPT has no question."),
        ("dimensions.0.code", "ANGKA", "The code ANGKA is used twice."),
        ("dimensions.0.items.0.code", "PT2", "The code PT2 is used twice."),
        ("dimensions.0.items.0.en.question", " ", "PT1 has no question."),
        ("dimensions.0.items.0.id.anchors", ["a", "b"], "PT1 needs words for each level from 0"),
        ("dimensions.0.items.0.kind", "choice", "PT1 needs at least two choices."),
        ("dimensions.1.items.0.minimum", "many", "The range of TIED_SHARE is not a number."),
        ("dimensions.1.items.0.minimum", "101", "The range of TIED_SHARE goes from more to less."),
        (
            "dimensions.0.items.0.asked_if",
            {"item": "PT2", "in": ["1"]},
            "PT1 depends on a question that does not come before it.",
        ),
        (
            "dimensions.0.items.1.asked_if",
            {"item": "PT1", "in": ["7"]},
            "PT2 depends on an answer that its question does not have.",
        ),
        (
            "classes",
            [{"code": "a", "starts_at": "10", "name": {"id": "A"}}],
            "Classes must rise from 0 to at most 100, each from its own score.",
        ),
        (
            "classes",
            [{"code": "a", "starts_at": "low", "name": {"id": "A"}}],
            "Where a class begins must be a number from 0 to 100.",
        ),
        (
            "gain",
            {"dimension": "TWR", "points": "15", "items": [], "levels": 1},
            "The significant gain names a section or a question that is not there.",
        ),
    ],
)
def test_each_problem_has_its_sentence(path, value, sentence):
    with translation.override("en"):
        problems = list(problems_of(mended(path, value)))

    assert any(one.startswith(sentence) for one in problems), json.dumps(problems)
