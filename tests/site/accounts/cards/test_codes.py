import pytest

from balai.accounts.cards.codes import (
    ALPHABET,
    digest,
    grouped,
    is_code,
    is_easy,
    is_pin,
    new_code,
    new_pin,
    normalised,
)


def test_a_code_is_sixteen_letters_nobody_confuses():
    code = new_code()

    assert is_code(code)
    assert code != new_code()
    assert set(code) <= set(ALPHABET)
    assert len(ALPHABET) == 32
    assert not set("ILOU") & set(ALPHABET)


def test_what_people_type_from_paper_is_the_code():
    assert grouped("0123456789ABCDEF") == "0123-4567-89AB-CDEF"
    assert normalised(" o123-4567 89ab-cdef ") == "0123456789ABCDEF"
    assert normalised("il23-4567-89AB-CDEF") == "1123456789ABCDEF"


def test_only_a_hash_of_it_is_kept():
    assert digest("0123456789ABCDEF") != digest("0123456789ABCDEG")
    assert len(digest("0123456789ABCDEF")) == 64


@pytest.mark.parametrize("pin", ["000000", "999999", "123456", "654321", "456789"])
def test_pins_that_everybody_tries_first_are_easy(pin):
    assert is_easy(pin)


def test_random_pins_are_six_digits_and_never_easy():
    pins = {new_pin() for _number in range(200)}

    assert all(is_pin(pin) and not is_easy(pin) for pin in pins)
    assert len(pins) > 150


@pytest.mark.parametrize("text", ["12345", "1234567", "12345a", "١٢٣٤٥٦", "", "12 345"])
def test_nothing_else_is_a_pin(text):
    assert not is_pin(text)
