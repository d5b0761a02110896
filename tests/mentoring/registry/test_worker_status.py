"""The few questions that tell how somebody stands in the trade."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.registry.models import WorkerStatus
from mentoring.registry.worker_status import Question, next_question, worker_statuses

ORDER = list(Question)


def asked(*said):
    """Answers to the questions as they come, "y" or "n" each; every one must be needed."""
    answers = {}
    for word in said:
        answers[next_question(answers)] = word == "y"
    assert next_question(answers) is None
    return answers


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("nnyn", ["MANDIRI"]),
        ("nnnn", ["MANDIRI"]),
        ("nnny", ["BURUH"]),
        ("nnyyyny", ["PEKERJA_RUMAHAN"]),
        ("nnyynny", ["PEKERJA_RUMAHAN"]),
        ("nnyynnn", ["PEKERJA_RUMAHAN"]),
        ("nnyyyyn", ["PEKERJA_RUMAHAN", "MANDIRI"]),
        ("nnyynyn", ["MANDIRI"]),
        ("ny", ["PEKERJA_KELUARGA"]),
        ("yy", ["JURAGAN", "PEKERJA_KELUARGA"]),
        ("ynyn", ["JURAGAN", "MANDIRI"]),
    ],
)
def test_the_answers_lead_to_how_she_works(said, expected):
    assert worker_statuses(asked(*said)) == expected


def test_without_answers_nothing_is_known():
    assert worker_statuses({}) == []
    assert next_question({}) == Question.BUYS_OR_HIRES


@given(st.lists(st.booleans(), min_size=7, max_size=7))
def test_any_way_through_ends_in_statuses_the_register_knows(said):
    answers = {}
    for word in said:
        question = next_question(answers)
        if question is None:
            break
        answers[question] = word

    assert next_question(answers) is None
    found = worker_statuses(answers)
    assert found
    assert set(found) <= set(WorkerStatus.values)
    assert len(found) == len(set(found))
