"""Figures and abbreviations are handed to the voice as words; eSpeak itself is not needed here."""

import pytest

from balai.demo.spoken import number_words, sentences, spoken


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (33, "tiga puluh tiga"),
        (100, "seratus"),
        (1_000, "seribu"),
        (1_057, "seribu lima puluh tujuh"),
        (41_848, "empat puluh satu ribu delapan ratus empat puluh delapan"),
        (1_500_000, "satu juta lima ratus ribu"),
    ],
)
def test_a_number_is_said_in_words(number, words):
    assert number_words(number) == words


def test_money_is_said_in_rupiah():
    assert spoken("Rp40.000") == "empat puluh ribu rupiah"


def test_decimals_are_said_digit_by_digit():
    assert spoken("0,92") == "nol koma sembilan dua"


def test_shares_are_said_in_percent():
    assert spoken("40%") == "empat puluh [[p@Rs'En]]"


def test_abbreviations_are_said_letter_by_letter():
    assert spoken("NIB dan KUR") == "en i be dan ka u er"


def test_a_dot_inside_a_price_does_not_end_the_sentence():
    assert sentences("Biayanya Rp38.500. Lalu dijual.") == ["Biayanya Rp38.500.", "Lalu dijual."]
