"""The rules, each in one table: a card, and the codes of what is to mend in it."""

from dataclasses import replace

import pytest

from curriculum.lesson_rules import Finding, findings_in
from curriculum.plain_language import PlainWords
from curriculum.rendering import Card, Film, Option, Picture, Voice
from curriculum.weights import Weight

TWELVE = "Pilih " + "kayu " * 10 + "kering."
THIRTEEN = "Pilih " + "kayu " * 11 + "kering."

KAYU = Picture("/kayu.webp", 64, 48, "Kayu kering.")
NAMELESS = replace(KAYU, alt="")
VOICE = Voice((("/a.opus", "audio/ogg"),), 2, is_machine=True)
FILM = Film("/a.mp4", 9, "", 0, "Pilih kayu.")
STEP = Card("a", 1, "step", "Pilih kayu kering.", KAYU, VOICE)
RIGHT = Option("x", "Kayu kering", None, True, "Kayu kering.")
CHECK = replace(STEP, kind="check", options=(RIGHT, replace(RIGHT, id="y", is_correct=False)))

WORDS = PlainWords(frozenset({"pilih", "kayu", "kering"}), {"modul": "pelajaran"})
LIGHT = Weight(text=400, pictures=300, audio=300, video=9_000)


def codes(*cards, weight=LIGHT, budget=1_000, words=WORDS):
    found = findings_in(cards, weight=weight, budget=budget, words=words)
    return [(each.card, each.code) for each in found]


@pytest.mark.parametrize(
    ("card", "found"),
    [
        (STEP, []),
        (CHECK, []),
        (replace(STEP, text=TWELVE), []),
        (replace(STEP, text=THIRTEEN), ["sentence_too_long"]),
        (replace(STEP, text=f"{TWELVE} {THIRTEEN}"), ["sentence_too_long"]),
        (replace(CHECK, options=(replace(RIGHT, feedback=THIRTEEN),)), ["sentence_too_long"]),
        (replace(STEP, film=replace(FILM, transcript=THIRTEEN)), ["sentence_too_long"]),
        (replace(STEP, text="Pilih moisture."), ["word_not_plain"]),
        (replace(STEP, text="Moisture kayu, moisture kering."), ["word_not_plain"]),
        (replace(STEP, text="Pilih kayu Pak Nurhasan, 25 k2."), []),
        (replace(STEP, items=("Kayu", "Hygrometer")), ["word_not_plain"]),
        (replace(CHECK, options=(replace(RIGHT, text="Higroskopis"),)), ["word_not_plain"]),
        (replace(STEP, text="Pilih modul."), ["word_to_avoid"]),
        (replace(STEP, text="Dipilih, kayunya, kayu-kayu 12,5."), []),
        (replace(STEP, picture=NAMELESS), ["alt_missing"]),
        (replace(STEP, picture=None), []),
        (replace(CHECK, options=(replace(RIGHT, picture=NAMELESS),)), []),
        (replace(CHECK, options=(replace(RIGHT, text="", picture=NAMELESS),)), ["alt_missing"]),
        (replace(STEP, voice=None), ["sound_missing"]),
        (replace(STEP, voice=None, film=FILM), []),
        (
            replace(STEP, text=f"Moisture {THIRTEEN}", picture=NAMELESS, voice=None),
            ["sentence_too_long", "word_not_plain", "alt_missing", "sound_missing"],
        ),
    ],
)
def test_a_card_is_ready_or_says_what_is_to_mend(card, found):
    assert codes(card) == [(1, code) for code in found]


@pytest.mark.parametrize(
    ("weight", "budget", "found"),
    [
        (LIGHT, 1_000, []),
        (LIGHT, 999, ["too_heavy"]),
        (replace(LIGHT, video=9_000_000), 1_000, []),
        (replace(LIGHT, pictures=0, audio=0), 400, []),
    ],
    ids=["just fits", "a byte too many", "a video is asked for apart", "text alone"],
)
def test_text_pictures_and_sound_share_one_budget(weight, budget, found):
    assert codes(STEP, weight=weight, budget=budget) == [(0, code) for code in found]


def test_a_lesson_without_cards_is_not_ready():
    assert codes() == [(0, "no_cards")]


def test_a_language_without_a_list_leaves_words_unchecked():
    assert codes(replace(STEP, text="Entirely other words."), words=None) == []


def test_each_card_is_named():
    late = replace(STEP, number=2, voice=None)

    assert codes(STEP, late) == [(2, "sound_missing")]


def test_a_finding_is_a_sentence_with_its_facts():
    facts = (("kilobytes", 1_201), ("budget", 1_000))

    assert "1201 kB" in str(Finding("too_heavy", 0, facts))


def test_tiers_cost_what_stands_before_them_too():
    assert LIGHT.tiers == (400, 700, 1_000, 10_000)
