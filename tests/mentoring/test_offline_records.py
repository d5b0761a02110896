"""The shapes in which rooms speak about records of a phone."""

import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from mentoring.offline_records import Answer, Outcome, Received


def test_a_record_is_the_first_of_its_kind_unless_it_says_what_it_changes():
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)

    record = Received(uuid4(), {"minutes": 90}, 1, None, now, now, "d" * 64)

    assert (record.replaces, record.reason) == ("", "")


def test_an_outcome_cannot_be_changed_afterwards():
    outcome = Outcome(Answer.APPLIED)

    with pytest.raises(FrozenInstanceError):
        outcome.answer = Answer.HELD


def test_there_are_six_answers_and_none_of_them_loses_a_record():
    assert Answer.values == ["applied", "duplicate", "revision", "held", "waiting", "conflict"]


def test_a_room_can_describe_its_records_without_the_carrier():
    asked = "import sys, mentoring.offline_records; print('mentoring.field' in sys.modules)"

    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True)

    assert answer.stdout.strip() == b"False"
