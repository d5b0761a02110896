"""The text whose digest phone and office compare."""

import json

import pytest

from mentoring.canonical_json import canonical_json, digest_of


def test_keys_are_sorted_and_nothing_is_spaced():
    value = {"minutes": 90, "group": "a", "lessons": [{"release": 3, "page": 12}], "x": None}

    assert canonical_json(value) == (
        '{"group":"a","lessons":[{"page":12,"release":3}],"minutes":90,"x":null}'
    )


def test_text_stays_in_its_own_letters():
    assert canonical_json("Ñuh – 'é'") == "\"Ñuh – 'é'\""


# Appendix B of RFC 8785, and what `JSON.stringify` answers for the others.
@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (90.5, "90.5"),
        (-8.172345, "-8.172345"),
        (0.00001, "0.00001"),
        (0.000001, "0.000001"),
        (1e-7, "1e-7"),
        (1.5e-7, "1.5e-7"),
        (1e16, "10000000000000000"),
        (1e20, "100000000000000000000"),
        (1e21, "1e+21"),
        (1e23, "1e+23"),
        (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (333333333.3333332, "333333333.3333332"),
    ],
)
def test_numbers_are_written_as_a_browser_writes_them(number, written):
    assert canonical_json({"n": number}) == f'{{"n":{written}}}'
    assert json.loads(written) == number


def test_keys_are_sorted_by_code_units_as_a_browser_sorts_them():
    # U+1F600 is the pair D83D DE00, which comes before U+FB33.
    assert canonical_json({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'


def test_half_a_pair_is_escaped_and_can_be_digested():
    assert canonical_json({"a": "x\ud83d"}) == '{"a":"x\\ud83d"}'
    assert len(digest_of("\ud83d")) == 64


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_cannot_say_is_refused(value):
    with pytest.raises(ValueError):
        canonical_json({"n": value})


def test_the_digest_is_the_hash_of_the_text():
    # echo -n '{"a":1}' | sha256sum
    assert digest_of({"a": 1}) == "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"
