import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.sessions.rupiah import MOST, in_words, parse_rupiah, written


@pytest.mark.parametrize(
    ("text", "rupiah"),
    [
        ("1850000", 1_850_000),
        ("Rp1.850.000", 1_850_000),
        ("rp 1.850.000,-", 1_850_000),
        ("1.850.000,00", 1_850_000),
        ("1,850,000", 1_850_000),
        ("850 ribu", 850_000),
        ("1,5 juta", 1_500_000),
        (" 5000 ", 5_000),
    ],
)
def test_it_reads_what_people_write(text, rupiah):
    assert parse_rupiah(text) == rupiah


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rp",
        "-5",
        "0",
        "1,5",
        "1.85",
        "1.850,5",
        "12e3",
        "seribu",
        "1.000,000",
        "²",
        "९",
        "9" * 40,
    ],
)
def test_it_refuses_what_is_no_whole_amount(text):
    with pytest.raises(ValueError):
        parse_rupiah(text)


@pytest.mark.parametrize(
    ("rupiah", "words"),
    [
        (1_850_000, "satu juta delapan ratus lima puluh ribu rupiah"),
        (1_000, "seribu rupiah"),
        (111, "seratus sebelas rupiah"),
        (15_010, "lima belas ribu sepuluh rupiah"),
        (MOST, "satu triliun rupiah"),
    ],
)
def test_it_says_an_amount_as_it_is_read_aloud(rupiah, words):
    assert in_words(rupiah) == words


@given(st.integers(1, MOST))
def test_what_is_written_is_read_back(rupiah):
    assert parse_rupiah(written(rupiah)) == rupiah
