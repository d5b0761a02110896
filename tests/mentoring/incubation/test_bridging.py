"""A version that changed between two rounds is compared on what both ask alike."""

from copy import deepcopy

import pytest
from django.utils import translation

from mentoring.incubation.bridging import common_items
from mentoring.incubation.models import InstrumentVersion
from mentoring.incubation.progress import counted_rounds, rise
from mentoring.incubation.services.instruments import describe_instrument, load_instrument
from tests.factories.incubation import (
    BASELINE,
    MONTH_24,
    CycleEnrolmentFactory,
    default_version,
    submitted_round,
)
from tests.mentoring.incubation.test_shipped_instruments import version_of

pytestmark = pytest.mark.django_db


def second_version(change):
    definition = deepcopy(describe_instrument(version=default_version()))
    definition["number"] = 2
    change(definition)
    return load_instrument(definition=definition)


def other_words_for_twr5(definition):
    definition["dimensions"][3]["items"][4]["id"]["question"] = "Lain?"


def test_what_is_asked_in_other_words_is_not_compared():
    second = second_version(other_words_for_twr5)

    assert len(common_items(default_version(), default_version())) == 22
    assert "TWR5" not in common_items(default_version(), second)
    assert len(common_items(default_version(), second)) == 21


def test_two_instruments_have_nothing_in_common():
    assert common_items(default_version(), version_of("bargaining-position")) == frozenset()


def test_the_gain_between_two_versions_is_of_the_common_items(client):
    enrolment = CycleEnrolmentFactory(state="endline")
    first = submitted_round(enrolment)
    second = second_version(other_words_for_twr5)
    # Read back: a score keeps its version, whatever the cycle asks from now on.
    InstrumentVersion.objects.filter(pk=second.pk).update(answered_percent=80)
    last = submitted_round(enrolment, "endline", MONTH_24, version=second)

    both = counted_rounds(enrolment)
    gained = rise(both[1], both[0])

    # Without TWR5 (0 -> 1) the other four rise from 1 to 2: 25 points of 100.
    assert (first.version.number, last.version.number) == (1, 2)
    assert (gained.points, gained.is_significant) == (25, True)
    assert set(BASELINE) == set(MONTH_24)
    client.force_login(last.rater)
    with translation.override("id"):
        page = client.get(last.get_absolute_url()).content.decode()
    assert "hanya 21 pertanyaan" in page


def test_a_gain_whose_section_has_no_common_item_says_nothing():
    def all_of_twr_anew(definition):
        for item in definition["dimensions"][3]["items"]:
            item["id"]["question"] += " Baru."

    enrolment = CycleEnrolmentFactory(state="endline")
    submitted_round(enrolment)
    submitted_round(enrolment, "endline", MONTH_24, version=second_version(all_of_twr_anew))

    both = counted_rounds(enrolment)
    assert rise(both[1], both[0]).is_significant is None
