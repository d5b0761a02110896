"""A booklet for folding: two A5 pages on each side of an A4 sheet, in the order of saddle
stitching. Printed on both sides and turned over the short edge, the pile is folded once."""

import io

import pikepdf

A4_LANDSCAPE = (0.0, 0.0, 841.89, 595.28)
HALF = A4_LANDSCAPE[2] / 2


def sides(pages: int) -> list[tuple[int, int]]:
    """(left page, right page) of each side, pages counted from 0.

    Raises ValueError unless `pages` is a multiple of 4: a folded sheet has four.
    """
    if pages % 4 or not pages:
        raise ValueError(f"{pages} pages cannot be folded")
    found = []
    for sheet in range(pages // 4):
        first, last = 2 * sheet, pages - 1 - 2 * sheet
        found += [(last, first), (first + 1, last - 1)]
    return found


def folded(booklet: bytes) -> bytes:
    """The PDF of `booklet` (A5 pages, a multiple of 4) on A4 sheets.

    Made to be printed: on screen the A5 pages are the readable file, and tags are not
    carried over, because the reading order of a folded sheet makes no sense.
    """
    with pikepdf.open(io.BytesIO(booklet)) as source, pikepdf.new() as sheets:
        for left, right in sides(len(source.pages)):
            side = sheets.add_blank_page(page_size=A4_LANDSCAPE[2:])
            side.add_overlay(source.pages[left], pikepdf.Rectangle(0, 0, HALF, A4_LANDSCAPE[3]))
            side.add_overlay(
                source.pages[right], pikepdf.Rectangle(HALF, 0, A4_LANDSCAPE[2], A4_LANDSCAPE[3])
            )
        sheets.Root.Lang = source.Root.get("/Lang", pikepdf.String("id"))
        sheets.docinfo["/Title"] = source.docinfo.get("/Title", pikepdf.String(""))
        sheets.Root.ViewerPreferences = pikepdf.Dictionary(
            DisplayDocTitle=True, Duplex=pikepdf.Name.DuplexFlipShortEdge
        )
        packed = io.BytesIO()
        sheets.remove_unreferenced_resources()
        sheets.save(packed, deterministic_id=True)
        return packed.getvalue()
