"""The order of saddle stitching."""

import io

import pikepdf
import pytest

from curriculum.paper.folding import folded, sides


def test_two_sheets_carry_eight_pages_that_follow_one_another_when_folded():
    assert sides(8) == [(7, 0), (1, 6), (5, 2), (3, 4)]
    assert sides(4) == [(3, 0), (1, 2)]


@pytest.mark.parametrize("pages", [0, 1, 6])
def test_what_does_not_fill_its_sheets_cannot_be_folded(pages):
    with pytest.raises(ValueError, match="cannot be folded"):
        sides(pages)


def test_each_side_is_an_a4_sheet_on_its_side():
    booklet = pikepdf.new()
    for _page in range(8):
        booklet.add_blank_page(page_size=(419.53, 595.28))
    booklet.Root.Lang = pikepdf.String("id")
    stored = io.BytesIO()
    booklet.save(stored)

    with pikepdf.open(io.BytesIO(folded(stored.getvalue()))) as sheets:
        boxes = [[round(float(side)) for side in page.mediabox] for page in sheets.pages]
        assert boxes == [[0, 0, 842, 595]] * 4
        assert str(sheets.Root.Lang) == "id"
        assert sheets.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
