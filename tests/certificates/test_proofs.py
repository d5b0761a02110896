"""The signed proof of a QR code: round trips, tampering, what is not ours, and the size."""

from datetime import UTC, date, datetime

import cbor2
import pytest
import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from certificates.proofs import Facts, NoProof, read, shortened, sign

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KID = "0011223344556677"
FACTS = Facts(
    code="K3JP79WCQAZM8",
    serial="014/HDC/UPT-BLK/VIII/2026",
    name="Ni Luh Putu Contoh Rekaan",
    programme="Produksi Manik-manik Kayu",
    issued_on=date(2026, 8, 20),
    valid_until=date(2029, 8, 20),
    signed_at=datetime(2026, 8, 20, 3, 0, tzinfo=UTC),
)


def known(kid):
    return KEY.public_key() if kid == KID else None


def facts_with(**fields):
    return Facts(**{**vars(FACTS), **fields})


def test_what_was_signed_is_read_and_the_same_facts_give_the_same_text():
    text = sign(FACTS, key=KEY, kid=KID)

    assert (read(text, known).facts, read(text, known).kid) == (FACTS, KID)
    assert sign(FACTS, key=KEY, kid=KID) == text


@given(st.text(max_size=60), st.none() | st.dates(date(1971, 1, 1), date(2200, 1, 1)))
def test_names_in_any_script_and_any_last_day_come_back(name, last):
    facts = facts_with(name=name.encode("utf-8", "ignore").decode()[:15], valid_until=last)

    assert read(sign(facts, key=KEY, kid=KID), known).facts == facts


def test_no_letter_of_a_proof_can_be_changed():
    text = sign(FACTS, key=KEY, kid=KID)

    for place in range(len(text) - 1):
        other = "A" if text[place] != "A" else "B"
        with pytest.raises(NoProof):
            read(text[:place] + other + text[place + 1 :], known)


def test_a_key_that_is_not_known_proves_nothing():
    text = sign(FACTS, key=Ed25519PrivateKey.generate(), kid="ffffffffffffffff")

    with pytest.raises(NoProof):
        read(text, known)


def test_a_proof_without_the_algorithm_of_ours_is_none():
    other = cbor2.dumps(cbor2.CBORTag(18, [cbor2.dumps({1: -7, 4: bytes(8)}), {}, b"", b""]))

    with pytest.raises(NoProof):
        read(other.hex(), known)


@given(st.binary(max_size=300))
def test_what_is_no_proof_is_refused_in_one_way(content):
    for text in (content.hex(), content.decode("latin-1")):
        with pytest.raises(NoProof):
            read(text, known)


@pytest.mark.parametrize("text", ["", "A" * 3_000, "gggg", "0oRA", "śśśś", "__8"])
def test_strange_fragments_are_refused(text):
    with pytest.raises(NoProof):
        read(text, known)


def test_what_is_too_long_for_the_picture_says_so():
    assert shortened("Sri", 5) == "Sri"
    assert shortened("Sri Wahyuni", 7) == "Sri…"
    assert len(shortened("ꦱꦿꦶꦮꦲꦾꦸꦤꦶ", 20).encode()) <= 20


def test_at_35_mm_no_module_is_smaller_than_two_fifths_of_a_millimetre():
    longest = facts_with(serial="9" * 160, name="ꦱ" * 120, programme="P" * 120)
    host = "https://sertifikat.disnakertrans.jatimprov.go.id"

    picture = segno.make(
        f"{host}/c/{FACTS.code}/#{sign(longest, key=KEY, kid=KID)}",
        error="m",
        micro=False,
        boost_error=False,
    )

    modules, _height = picture.symbol_size(border=4)
    assert 35 / modules >= 0.4
