"""The demo lessons suit readers with little schooling: short, drawn, spoken, never blaming."""

import json
import re
import tomllib
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from balai.demo.film_scenes import FILMS, transcript
from curriculum.models.words import plain_words
from curriculum.plain_language import hard_words, words_to_avoid
from curriculum.video import mp4_seconds

DEMO = Path(__file__).parents[3] / "site" / "balai" / "demo"
PICTURES, SPEECH = DEMO / "pictures", DEMO / "speech"
MODULES = [
    tomllib.loads(file.read_text(encoding="utf-8"))
    for file in sorted((DEMO / "lessons").glob("*.toml"))
]
INDEX = json.loads((SPEECH / "index.json").read_text())

CODES = ["F01", *(f"M{number:02}" for number in range(1, 11))]
STEP_KINDS = {"step", "safety", "tools"}
MOST_WORDS_PER_SENTENCE = 12
MOST_PICTURE_BYTES = 25_000
MOST_SPEECH_BYTES = 15_000_000
MOST_FILM_BYTES = 80_000

every_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module["code"])


def cards(module: dict) -> Iterator[dict]:
    for lesson in module["lesson"]:
        yield from lesson["card"]


def options(module: dict) -> Iterator[dict]:
    for card in cards(module):
        yield from card.get("options", ())


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!])\s+", text.strip()) if part]


def written(module: dict) -> Iterator[str]:
    """Every text of a module that a crafter reads."""
    yield module["title"]
    yield module["summary"]
    yield module["cover_alt"]
    for lesson in module["lesson"]:
        yield lesson["title"]
    for card in cards(module):
        yield from (card[part] for part in ("text", "question", "alt") if part in card)
        yield from card.get("items", ())
        for option in card.get("options", ()):
            yield from (option["text"], option["feedback"], option.get("alt", ""))
        if "video" in card:
            yield transcript(card["video"])


def test_the_modules_are_those_of_the_programme():
    assert [module["code"] for module in MODULES] == CODES


def test_no_two_cards_share_an_id():
    ids = [card["id"] for module in MODULES for card in cards(module)]

    assert len(set(ids)) == len(ids)
    assert all(uuid.UUID(card_id).version == 4 for card_id in ids)


@every_module
def test_a_module_says_what_it_is(module):
    assert module["craft"] in {"manik-manik", "gerabah", "umum", "pendamping"}
    assert int(module["jp"]) > 0
    assert len(module["summary"]) <= 160
    assert all(set(unit) == {"code", "title_id", "title_en"} for unit in module["unit"])


@every_module
def test_a_module_has_three_lessons_or_more_with_slugs_of_their_own(module):
    slugs = [lesson["slug"] for lesson in module["lesson"]]

    assert len(slugs) >= 3
    assert len(set(slugs)) == len(slugs)


@every_module
def test_a_lesson_has_four_to_six_steps_and_one_or_two_checks(module):
    for lesson in module["lesson"]:
        kinds = [card["kind"] for card in lesson["card"]]

        assert set(kinds) <= STEP_KINDS | {"check", "practice", "video"}
        assert 4 <= sum(kind in STEP_KINDS for kind in kinds) <= 6, lesson["slug"]
        assert 1 <= kinds.count("check") <= 2, lesson["slug"]


@every_module
def test_no_sentence_is_longer_than_twelve_words(module):
    long = [
        s
        for text in written(module)
        for s in sentences(text)
        if len(s.split()) > MOST_WORDS_PER_SENTENCE
    ]

    assert long == []


@every_module
@pytest.mark.django_db
def test_every_word_is_plain(module):
    words = plain_words("id")
    texts = list(written(module))

    assert [word for text in texts for word in hard_words(text, words)] == []
    assert [pair for text in texts for pair in words_to_avoid(text, words)] == []


@every_module
def test_a_step_is_two_short_sentences_at_most(module):
    for card in cards(module):
        if card["kind"] in STEP_KINDS:
            assert len(sentences(card["text"])) <= 2, card["text"]
            assert len(card["text"]) <= 200, card["text"]


@every_module
def test_every_step_has_a_picture_with_its_source_and_a_description(module):
    shown = [(card["picture"], card["alt"]) for card in cards(module) if card["kind"] != "check"]
    shown += [
        (option["picture"], option["alt"]) for option in options(module) if "picture" in option
    ]

    for name, alt in [(module["cover"], module["cover_alt"]), *shown]:
        assert (PICTURES / f"{name}.svg").is_file(), name
        assert 0 < (PICTURES / f"{name}.webp").stat().st_size <= MOST_PICTURE_BYTES, name
        assert alt.endswith("."), alt


@every_module
def test_every_card_and_title_can_be_heard(module):
    for name in [f"{module['code']}-title", *(card["id"] for card in cards(module))]:
        entry = INDEX[name]

        assert (SPEECH / f"{name}.opus").stat().st_size == entry["opus_bytes"], name
        assert (SPEECH / f"{name}.mp3").stat().st_size == entry["mp3_bytes"], name
        assert 1 < entry["seconds"] < 60, name


@every_module
def test_a_check_has_one_right_answer_and_explains_every_answer(module):
    for card in cards(module):
        if card["kind"] == "check":
            options = card["options"]

            assert 2 <= len(options) <= 4, card["question"]
            assert len({option["id"] for option in options}) == len(options), card["question"]
            assert [option["correct"] for option in options].count(True) == 1, card["question"]
            assert all(option["feedback"] for option in options), card["question"]


def test_no_speech_or_picture_lies_unused():
    spoken = {f"{module['code']}-title" for module in MODULES} | {
        card["id"] for m in MODULES for card in cards(m)
    }
    shown = {module["cover"] for module in MODULES} | {
        each["picture"] for m in MODULES for each in (*cards(m), *options(m)) if "picture" in each
    }

    assert (
        {file.stem for file in SPEECH.glob("*.opus")}
        == {file.stem for file in SPEECH.glob("*.mp3")}
        == spoken
    )
    assert set(INDEX) == spoken
    assert (
        {file.stem for file in PICTURES.glob("*.webp")}
        == {file.stem for file in PICTURES.glob("*.svg")}
        == shown
    )


def test_one_lesson_at_least_has_a_film_one_a_practice_and_one_a_check_without_words():
    every = [card for module in MODULES for card in cards(module)]
    kinds = {card["kind"] for card in every}
    silent = [c for c in every if c.get("options") and all("picture" in o for o in c["options"])]

    assert {"video", "practice"} <= kinds
    assert silent


def test_a_film_is_small_and_what_is_said_in_it_stands_in_writing():
    used = {card["video"] for module in MODULES for card in cards(module) if "video" in card}

    assert {file.stem for file in FILMS.glob("*.mp4")} == {
        f"{name}{ending}" for name in used for ending in ("", "-large")
    }
    for name in used:
        with (FILMS / f"{name}.mp4").open("rb") as film:
            assert 5 < mp4_seconds(film, (FILMS / f"{name}.mp4").stat().st_size) < 30
        assert (FILMS / f"{name}.mp4").stat().st_size <= MOST_FILM_BYTES
        assert (FILMS / f"{name}-large.mp4").stat().st_size <= 2 * MOST_FILM_BYTES
        assert transcript(name)


def test_the_speech_stays_small_enough_to_be_cloned():
    assert sum(file.stat().st_size for file in SPEECH.iterdir()) <= MOST_SPEECH_BYTES
