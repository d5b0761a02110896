"""Status lists against vectors of others, and read back by the standard library alone."""

import base64
import gzip

import pytest

from certificates.bitstrings import SIZE, encoded

# W3C Bitstring Status List v1.0 (Recommendation, 15 May 2025), appendix A.2: nobody revoked.
# https://www.w3.org/TR/vc-bitstring-status-list/#status-list-verifiable-credential
NOBODY_OF_131072 = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
# Tests of @digitalbazaar/vc-bitstring-status-list, whose authors edited the standard
# (tests/BitstringStatusList.spec.js): a list of 100,000 with its place 50,000 set.
PLACE_50000_OF_100000 = "uH4sIAAAAAAAAA-3OMQ0AAAgDsElHOh72EJJWQRMAAAAAAIDWXAcAAAAAAIDHFvRitn7UMAAA"
# https://dhs-svip.github.io/ns/uscis/status/3, as MOSIP's verifier tests it: place 4,000.
PLACE_4000_OF_131072 = (
    "uH4sIAAAAAAAAA-3OMQEAAAgDoEU3ugEWwENIQMI3cx0AAAAAAAAAAAAAAAAAAACgLGiNcIEAQAAA"
)


def bits_of(text):
    """Every bit of a list as "0" and "1", the first place first; no code of ours."""
    assert text[0] == "u"
    packed = base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
    return "".join(f"{byte:08b}" for byte in gzip.decompress(packed))


def test_the_vectors_say_what_they_are_said_to_say():
    assert bits_of(NOBODY_OF_131072) == "0" * 131_072
    assert bits_of(PLACE_50000_OF_100000) == "0" * 50_000 + "1" + "0" * 49_999
    assert bits_of(PLACE_4000_OF_131072) == "0" * 4_000 + "1" + "0" * 127_071


def test_an_empty_list_says_the_same_as_the_one_in_the_standard():
    assert bits_of(encoded([])) == bits_of(NOBODY_OF_131072)


def test_a_place_is_where_others_put_it():
    longer = bits_of(encoded([50_000]))

    assert bits_of(encoded([4_000])) == bits_of(PLACE_4000_OF_131072)
    assert longer[:100_000] == bits_of(PLACE_50000_OF_100000)
    assert "1" not in longer[100_000:]


def test_first_and_last_place_and_one_behind_a_border_of_bytes():
    bits = bits_of(encoded([0, 8, SIZE - 1]))

    assert [place for place, bit in enumerate(bits) if bit == "1"] == [0, 8, 131_071]


@pytest.mark.parametrize("place", [-1, SIZE])
def test_a_place_outside_of_the_list_is_a_mistake(place):
    with pytest.raises(ValueError, match=str(place)):
        encoded([place])


def test_the_same_places_give_the_same_text_in_any_order():
    assert encoded([5, 900]) == encoded([900, 5])
