"""What only the paper says: typed, compared, never shown, and not to be found by trying."""

from datetime import date

import pytest

from certificates.codes import new_code
from certificates.services import compare
from certificates.services.comparing import agreement, facts_on
from certificates.services.snapshots import DRESSING, PAPER_ONLY_FIELDS, PUBLIC_FIELDS
from certificates.services.throttling import neighbourhood

pytestmark = pytest.mark.django_db
PRINTED = {
    "born_id": "lahir di Jember, Jawa Timur, 17 Agustus 1980",
    "home_address": "Dusun Krajan, RT 01, Tutul",
    "participant_number": "01",
    "signatory_nip": "19670812 199003 1 013",
}


@pytest.mark.parametrize(
    ("fact", "typed", "agrees"),
    [
        ("birthplace", "jember,  jawa timur", True),
        ("birthplace", "Jember", False),
        ("born_on", date(1980, 8, 17), True),
        ("born_on", date(1980, 7, 18), False),
        ("home_address", "DUSUN KRAJAN RT 01 TUTUL", True),
        ("home_address", "Dusun Krajan, RT 02, Tutul", False),
        ("participant_number", " 01 ", True),
        ("participant_number", "1", False),
        ("signatory_nip", "196708121990031013", True),
        ("signatory_nip", "196708121990031014", False),
    ],
)
def test_case_spaces_and_punctuation_do_not_count_and_everything_else_does(fact, typed, agrees):
    assert agreement(PRINTED, {fact: typed}) == {fact: agrees}


def test_what_was_left_empty_is_not_compared_and_what_the_paper_lacks_never_agrees():
    assert agreement(PRINTED, {"birthplace": "", "born_on": None}) == {}
    assert agreement({}, {"birthplace": "Jember"}) == {"birthplace": False}
    assert agreement({}, {"birthplace": " "}) == {"birthplace": False}


def test_birth_can_be_compared_where_it_is_printed():
    assert facts_on(("born_id", "signatory_nip")) == ["birthplace", "born_on", "signatory_nip"]
    assert facts_on(()) == []


def test_every_printed_value_is_public_or_on_paper_only_or_says_nothing_of_anybody(house):
    printed = set(house.certificate().snapshot["printed"])

    assert printed - {*PUBLIC_FIELDS, *PAPER_ONLY_FIELDS, *DRESSING} == set()
    assert not set(PUBLIC_FIELDS) & set(PAPER_ONLY_FIELDS)


def test_a_birth_date_cannot_be_found_by_trying(house, settings):
    settings.CERTIFICATES_WRONG_COMPARISONS_PER_CODE = 3
    settings.CERTIFICATES_WRONG_COMPARISONS_PER_ADDRESS = 2
    certificate = house.certificate()

    def tried(year, address):
        return compare(
            typed_code=certificate.public_code,
            typed={"born_on": date(year, 8, 17)},
            address=address,
        )

    wrong = [tried(year, f"10.0.0.{year % 100}").agrees for year in (1970, 1971, 1972)]
    then = tried(1980, "10.0.1.1")

    assert wrong == [{"born_on": False}] * 3
    assert (then.is_throttled, then.agrees) == (True, {})


def test_one_address_alone_shuts_nobody_else_out(house, settings):
    settings.CERTIFICATES_WRONG_COMPARISONS_PER_CODE = 5
    settings.CERTIFICATES_WRONG_COMPARISONS_PER_ADDRESS = 2
    certificate = house.certificate()

    def tried(place, address):
        return compare(
            typed_code=certificate.public_code, typed={"birthplace": place}, address=address
        )

    mischief = [tried("Lumajang", "10.0.0.1").is_throttled for _time in range(8)]

    assert mischief == [False] * 2 + [True] * 6
    assert tried("Jember", "10.0.0.2").agrees == {"birthplace": True}


def test_who_holds_the_paper_may_compare_as_often_as_he_likes(house, settings):
    settings.CERTIFICATES_WRONG_COMPARISONS_PER_CODE = 1
    certificate = house.certificate()

    for _time in range(5):
        found = compare(
            typed_code=certificate.public_code,
            typed={"birthplace": "Jember", "born_on": date(1980, 8, 17)},
            address="10.0.0.1",
        )
        assert found.agrees == {"birthplace": True, "born_on": True}


def test_wrong_lines_count_against_the_address_as_unknown_codes_do(house, settings):
    settings.CERTIFICATES_UNKNOWN_CODES_PER_ADDRESS = 2
    certificate = house.certificate()

    found = [
        compare(
            typed_code=certificate.public_code, typed={"birthplace": "Lumajang"}, address="10.0.0.1"
        )
        for _time in range(3)
    ]

    assert [each is None for each in found] == [False, False, True]


def test_nothing_is_compared_with_a_certificate_that_nobody_has(db):
    assert compare(typed_code=new_code(), typed={"birthplace": "Jember"}, address="1.2.3.4") is None


def test_all_addresses_of_one_connection_count_as_one():
    assert neighbourhood("2001:db8:1:2::7") == neighbourhood("2001:db8:1:2:ffff::9")
    assert neighbourhood("2001:db8:1:2::7") != neighbourhood("2001:db8:1:3::7")
    assert neighbourhood("::ffff:10.0.0.1") == neighbourhood("10.0.0.1") == "10.0.0.1"
    assert neighbourhood("unix socket") == "unix socket"
