"""What phones tell, in words: names instead of keys, and nothing breaks on what is wrong."""

from uuid import uuid4

import pytest
from django.utils import translation

from mentoring.sessions.offline import RECORD_TYPES
from mentoring.sessions.record_words import in_words
from tests.factories.registry import CrafterGroupFactory, PersonFactory
from tests.factories.sessions import FollowUpFactory
from tests.mentoring.sessions.phones import told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def indonesian():
    with translation.override("id"):
        yield


def test_a_visit_is_told_with_names(django_assert_num_queries):
    group = CrafterGroupFactory(name="Manik Contoh")
    sari, tini, wati = (PersonFactory(full_name=f"{name} Contoh") for name in "ABC")
    marks = {sari: "hadir", wati: "alpa", tini: "hadir"}
    payload = told(group, marks, minutes=90, starts_at="09:00:00", notes="", promises=[])

    # The people, and the group.
    with django_assert_num_queries(2):
        [said, _again] = in_words([payload, payload])

    assert said["group"] == ("Kelompok", "Manik Contoh")
    assert said["attendance"] == (
        "Daftar hadir",
        "hadir (2): A Contoh, B Contoh; alpa (1): C Contoh",
    )
    assert said["starts_at"][1] == "09:00"
    assert said["kind"][1] == "kunjungan ke kelompok"
    assert said["notes"][1] == ""


def test_other_records_are_told_with_names():
    promise = FollowUpFactory(text="Beli buku kas")
    person = PersonFactory(full_name="Sari Contoh")

    [closed, member] = in_words(
        [
            {"follow_up": str(promise.pk), "result": "done", "note": "Sudah ada"},
            {"kind": "leave", "person": str(person.pk), "reason": "Pindah"},
        ]
    )

    assert closed["follow_up"][1] == "Beli buku kas"
    assert member["person"][1] == "Sari Contoh"
    assert member["kind"][1] == "leave"


@pytest.mark.parametrize(
    "strange",
    [
        {"group": "no key", "attendance": {"nobody": "hadir"}},
        {"group": str(uuid4()), "kind": "unheard of", "state": 7},
        {"attendance": {str(uuid4()): "hadir"}},
    ],
)
def test_what_nobody_knows_is_still_told(strange):
    [said] = in_words([strange])

    assert set(said) == set(strange)
    assert all(label for label, _text in said.values())


def test_every_kind_of_record_has_words():
    assert all(callable(each.in_words) for each in RECORD_TYPES)
