"""Starters and what the form makes of them: they fit A4 and F4, archival, nothing smuggled in."""

import io
from dataclasses import replace

import pikepdf
import pypdf
import pytest
from pikepdf import pdfa

from certificates.errors import TagNotAllowed, UnknownPlaceholder
from certificates.rendering import load_design
from certificates.rendering.choices import Choices
from certificates.rendering.designs import STARTERS
from certificates.rendering.press import Press, Sheet, Workshop
from certificates.rendering.restrictions import check_design, check_style
from certificates.rendering.samples import KNOWN, NAMES, personal_sample, shared_sample
from certificates.services.snapshots import name_size

# The strongest validators that can be had here. veraPDF itself is not among them: it is no
# package of any index this project uses. pikepdf's own is an allowlist over veraPDF's rules, for
# level b; level a adds tags, language and Unicode, which the tests below ask for themselves.
VALIDATOR = "pikepdf.pdfa (PDF/A-3b, allowlist over veraPDF's rules)"


def printed(folder, name="Sutini", **choices):
    design = load_design(folder, replace(STARTERS[folder].choices, **choices))
    values = personal_sample(name, name_size(name))
    sheet = Sheet(values=values, verify_url=values["verify_url"], identifier="a1b2")
    return Press(Workshop(design), shared_sample(), b"").print(sheet)


def findings(content, tmp_path):
    """What the validator says beyond the level, which it knows only as B."""
    path = tmp_path / "one.pdf"
    path.write_bytes(content)
    report = pdfa.validate_written(path, "3b")
    return [str(one) for one in report.findings if "conformance is 'A'" not in str(one)]


def millimetres(content):
    return [
        tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:])
        for page in pypdf.PdfReader(io.BytesIO(content)).pages
    ]


@pytest.mark.parametrize("paper", ["a4", "f4"])
@pytest.mark.parametrize("folder", STARTERS)
def test_every_starter_is_an_archival_document_on_both_papers(folder, paper, tmp_path):
    content = printed(folder, paper=paper)

    assert findings(content, tmp_path) == [], VALIDATOR
    lying = {"a4": (297, 210), "f4": (330, 215)}[paper]
    wanted = lying[::-1] if STARTERS[folder].upright else lying
    assert set(millimetres(content)) == {wanted}


def test_the_validator_refuses_what_is_not_archival(tmp_path):
    with pikepdf.open(io.BytesIO(printed("statement"))) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            for key in ("/FontFile2", "/FontFile3"):
                if key in descriptor:
                    del descriptor[key]
        pdf.save(tmp_path / "bad.pdf")

    assert findings((tmp_path / "bad.pdf").read_bytes(), tmp_path)


@pytest.mark.parametrize("folder", STARTERS)
def test_level_a_tags_language_and_unicode_are_there(folder):
    with pikepdf.open(io.BytesIO(printed(folder))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "id"
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        for page in pdf.pages:
            assert all("/ToUnicode" in font for font in page.Resources.Font.values())


@pytest.mark.parametrize("sample", NAMES)
@pytest.mark.parametrize("folder", STARTERS)
def test_every_sample_name_fits_on_every_starter(folder, sample):
    content = printed(folder, NAMES[sample])

    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    assert len(pages) == (2 if STARTERS[folder].choices.back else 1)


@pytest.mark.parametrize(
    ("choices", "gone"),
    [
        ({"english": False}, "certifies that"),
        ({"address": False}, "Alamat"),
        ({"birth": False}, "lahir di"),
        ({"participant_number": False}, "Nomor Peserta"),
        ({"photo": False}, "Pas foto"),
        ({"instructors": False}, "Instruktur"),
        ({"fund_source": False}, "Sumber dana"),
        ({"back": False}, "Daftar Unit"),
    ],
)
def test_the_form_takes_out_what_is_not_wanted(choices, gone):
    def words(**chosen):
        reader = pypdf.PdfReader(io.BytesIO(printed("blk_training", **chosen)))
        return " ".join(" ".join(page.extract_text() for page in reader.pages).split())

    assert gone in words()
    assert gone not in words(**choices)


def test_words_of_the_form_are_printed_as_words_and_smuggle_nothing_in():
    design = load_design("blk_training", Choices(that_id="<b>[[born_id]]</b> ((jp)) & kawan"))

    assert "&lt;b&gt;((born_id))&lt;/b&gt; ((jp)) &amp; kawan" in design.front_html
    assert design.digest != load_design("blk_training").digest


@pytest.mark.parametrize("folder", STARTERS)
def test_what_is_shipped_keeps_to_the_list_of_tags(folder):
    check_design(load_design(folder), KNOWN)


@pytest.mark.parametrize(
    "page",
    [
        "<script>alert(1)</script>",
        "<p onclick=x>",
        "<p style='color:red'>",
        "<img src='https://example.org/x.png'>",
        "<img src='asset:../../conf.py'>",
        "<a href='file:///etc/passwd'>",
        "<link rel=stylesheet href=x>",
        "<object data=x>",
        "<style>p { background: url(http://example.org) }</style>",
    ],
)
def test_other_tags_attributes_and_addresses_are_refused(page):
    with pytest.raises(TagNotAllowed):
        check_design(replace(load_design("statement"), front_html=page), KNOWN)


def test_an_unknown_value_is_refused_before_anything_is_printed():
    with pytest.raises(UnknownPlaceholder):
        check_design(replace(load_design("statement"), front_html="<p>[[nik]]</p>"), KNOWN)


@pytest.mark.parametrize(
    "style", ["@import 'x';", "p { background: url( 'https://x' ) }", "p { width: expression(1) }"]
)
def test_a_style_asks_for_its_own_assets_only(style):
    with pytest.raises(TagNotAllowed):
        check_style(style)


@pytest.mark.parametrize("folder", ["blk_training", "statement", "facilitator"])
def test_values_alone_stand_where_they_stand_on_the_finished_page(folder):
    design = load_design(folder)
    values = personal_sample("Sutini", "short")
    sheet = Sheet(values=values, verify_url=values["verify_url"], identifier="a1b2")
    press = Press(Workshop(design), shared_sample(), b"")

    def places(content):
        found = {}

        def note(text, _cm, matrix, _font, _size):
            for word in ("Sutini", "014/HDC"):
                if word in text:
                    found[word] = (round(matrix[4], 1), round(matrix[5], 1))

        page = pypdf.PdfReader(io.BytesIO(content)).pages[0]
        words = " ".join(page.extract_text(visitor_text=note).split())
        return found, words

    (whole, all_words), (alone, few_words) = (
        places(press.print(sheet)),
        places(press.print_values(sheet)),
    )

    assert "Sutini" in few_words
    assert "Nomor:" in all_words
    assert "Nomor:" not in few_words
    assert "UPT BLK CONTOH" not in few_words
    assert whole["Sutini"][1] == alone["Sutini"][1]
