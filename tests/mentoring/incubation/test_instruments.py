import json
from copy import deepcopy
from decimal import Decimal

import pytest
from django.utils import translation

from mentoring.incubation.errors import InstrumentIncomplete, InstrumentVersionInUse
from mentoring.incubation.models import Dimension, InstrumentVersion, Item
from mentoring.incubation.scoring import GainRule
from mentoring.incubation.services.instruments import (
    DEFAULT_INSTRUMENT,
    describe_instrument,
    load_default_instrument,
    load_instrument,
)
from tests.factories.incubation import BASELINE, RoundFactory, default_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def definition():
    return json.loads(DEFAULT_INSTRUMENT.read_text(encoding="utf-8"))


def test_the_default_instrument_is_there_after_migrating_with_22_items():
    version = default_version()

    rules = version.rules()
    assert {one.code: len(one.items) for one in rules.dimensions} == {
        code: len(row) for code, row in BASELINE.items()
    }
    assert [one.weight for one in rules.dimensions] == [25, 25, 15, 25, 10]
    assert [(one.code, one.starts_at) for one in rules.classes] == [
        ("pemula", 0),
        ("lanjut", 25),
        ("madya", 50),
        ("utama", 75),
    ]
    assert version.gain_rule() == GainRule("TWR", Decimal(15), ("TWR3", "TWR4"), 1)


def test_every_item_has_a_question_five_anchors_and_evidence_in_both_languages():
    for item in Item.objects.filter(dimension__version=default_version()):
        for language in ("id", "en"):
            with translation.override(language):
                assert item.question and item.evidence
                assert len(item.anchors) == 5


def test_a_language_without_wording_reads_indonesian():
    item = Item.objects.get(code="KOH2")

    with translation.override("fr"):
        assert item.question == "Berapa banyak anggota yang biasanya hadir?"


def test_loading_again_changes_nothing(definition):
    before = list(Item.objects.order_by("pk").values_list("pk", flat=True))

    assert load_instrument(definition=definition) == default_version()
    assert load_default_instrument() == default_version()

    assert list(Item.objects.order_by("pk").values_list("pk", flat=True)) == before
    assert InstrumentVersion.objects.filter(instrument__code="group-strength").count() == 1


def test_a_stored_version_describes_itself_as_it_was_shipped(definition):
    assert describe_instrument(version=default_version()) == definition


def test_an_unused_version_takes_a_new_wording(definition):
    definition["dimensions"][0]["items"][0]["en"]["question"] = "How many meetings?"

    load_instrument(definition=definition)

    assert Item.objects.get(code="KOH1").wording["en"]["question"] == "How many meetings?"
    assert Dimension.objects.filter(version=default_version()).count() == 5


def test_a_used_version_never_changes(definition):
    RoundFactory()
    changed = deepcopy(definition)
    changed["dimensions"][0]["weight"] = 30

    with pytest.raises(InstrumentVersionInUse):
        load_instrument(definition=changed)

    assert describe_instrument(version=default_version()) == definition


def test_a_new_version_stands_beside_the_old_one(definition):
    RoundFactory()

    load_instrument(definition={**definition, "number": 2})

    versions = InstrumentVersion.objects.filter(instrument__code="group-strength")
    assert list(versions.values_list("number", flat=True)) == [2, 1]


def test_a_version_whose_classes_do_not_rise_is_not_stored(definition):
    definition["number"] = 3
    definition["classes"][0]["starts_at"] = "10"

    with pytest.raises(InstrumentIncomplete) as refusal:
        load_instrument(definition=definition)

    assert "naik dari 0" in str(refusal.value)

    assert not InstrumentVersion.objects.filter(number=3).exists()
