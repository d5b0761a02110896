"""The QR code as it is printed: 35 mm, and read from a page of 150 dots per inch."""

import math
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import segno
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image

from certificates.proofs import NAME_BYTES, PROGRAMME_BYTES, SERIAL_BYTES, Facts, sign
from certificates.rendering import load_design
from certificates.rendering.designs import STARTERS
from certificates.rendering.press import Press, Sheet, Workshop
from certificates.rendering.samples import NAMES, personal_sample, shared_sample
from certificates.services.snapshots import name_size

DOTS_PER_INCH = 150
WITH_QR = [folder for folder in STARTERS if "asset:qr" in load_design(folder).front_html]


def longest_address():
    """As much as a QR code of ours ever holds: every part of the proof is cut at its limit."""
    facts = Facts(
        code="ABCDEFGHJKMNP",
        serial="9" * SERIAL_BYTES,
        name="N" * NAME_BYTES,
        programme="P" * PROGRAMME_BYTES,
        issued_on=date(2026, 8, 12),
        valid_until=date(2029, 8, 11),
        signed_at=datetime(2026, 8, 12, 9, 0, tzinfo=UTC),
    )
    proof = sign(facts, key=Ed25519PrivateKey.generate(), kid="0123456789abcdef")
    return f"https://sertifikat.disnakertrans.example.go.id/c/ABCDEFGHJKMNP/#{proof}"


def codes_on(content, folder):
    """What zxing finds on the first page of a PDF."""
    (folder / "paper.pdf").write_bytes(content)
    dots = str(DOTS_PER_INCH)
    command = ["pdftoppm", "-r", dots, "-l", "1", "-png", "paper.pdf", "paper"]
    subprocess.run(command, cwd=folder, check=True)
    (page,) = folder.glob("paper*.png")
    return zxingcpp.read_barcodes(Image.open(page))


def printed_millimetres(code):
    """The side of the picture with its quiet zone of four modules on each side."""
    modules = segno.make(code.text, error="m", micro=False, boost_error=False).symbol_size(1, 0)[0]
    left, right = code.position.top_left, code.position.top_right
    side = math.hypot(right.x - left.x, right.y - left.y) / DOTS_PER_INCH * 25.4
    return side / modules * (modules + 8)


def test_every_starter_but_the_overlay_has_a_code():
    assert WITH_QR == ["blk_training", "statement", "facilitator"]


@pytest.mark.parametrize("paper", ["a4", "f4"])
@pytest.mark.parametrize("folder", WITH_QR)
def test_the_longest_proof_is_read_from_a_print_of_150_dots(folder, paper, tmp_path):
    address, name = longest_address(), NAMES["longest"]
    design = load_design(folder, replace(STARTERS[folder].choices, paper=paper))
    values = personal_sample(name, name_size(name))
    sheet = Sheet(values=values, verify_url=address, identifier="a1b2")

    (code,) = codes_on(Press(Workshop(design), shared_sample(), b"").print(sheet), tmp_path)

    assert code.text == address
    # One dot of the page is 0.17 mm, and the reader finds corners within a few dots.
    assert printed_millimetres(code) == pytest.approx(35, abs=0.7)
