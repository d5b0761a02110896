from datetime import date

import pytest

from certificates.errors import NumberPatternUnclear
from certificates.numbers import DEFAULT_PATTERN, NumberParts, check_pattern, fill, grouped_nip

PARTS = NumberParts("hdc", "UPT-BLK-CONTOH", "pelatihan", date(2026, 8, 12))


def test_the_default_pattern_prints_the_usual_shape():
    assert fill(DEFAULT_PATTERN, 14, PARTS) == "014/HDC/UPT-BLK-CONTOH/VIII/2026"


def test_a_vocation_of_several_words_stays_one_part_of_the_number():
    parts = NumberParts("Kerajinan kayu / manik", "B", "t", date(2026, 1, 1))

    assert fill("{seq}/{kejuruan}/{year}", 1, parts) == "1/KERAJINAN-KAYU-MANIK/2026"


@pytest.mark.parametrize(
    "pattern",
    [
        "{seq}",
        "{year}",
        "",
        "{seq}/{year}/{secret}",
        "{seq:x y}/{year}",
        "{seq}/{year",
        "{0}{year}",
        "{seq.__class__}/{seq}/{year}",
    ],
)
def test_a_pattern_without_seq_and_year_or_with_strange_parts_is_refused(pattern):
    with pytest.raises(NumberPatternUnclear):
        check_pattern(pattern)


def test_a_nip_is_printed_in_groups_of_8_6_1_and_3():
    assert grouped_nip("196708121990031013") == "19670812 199003 1 013"
