"""Pages for a printer: in its order, moved by its offsets, and the sheet that finds the offsets."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

_MM = 72 / 25.4
_TEST = (
    '<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Lembar uji</title><style>'
    "@page { size: %(width)gmm %(height)gmm; margin: 0 } body { margin: 0; font: 9pt sans-serif }"
    "p, div { position: absolute; margin: 0 } .tick { background: #000 }</style></head><body>"
    '%(ticks)s<p style="left: 40mm; top: 40mm; width: 120mm; line-height: 1.6">'
    "<b>LEMBAR UJI %(side)s – %(name)s</b><br>"
    "Garis 0 tepat 20 mm dari tepi kertas. Ukur dari tepi kertas ke garis 0 dengan penggaris:<br>"
    "lebih dari 20 mm: kurangi; kurang dari 20 mm: tambah. Isi selisihnya pada pencetak.<br>"
    "Sekarang: kanan %(right)g mm, turun %(down)g mm. Cetak 100 %%, tanpa “sesuaikan halaman”."
    "</p></body></html>"
)


@dataclass(frozen=True)
class Offsets:
    """Millimetres to the right and down, for fronts and for backs."""

    right: float = 0
    down: float = 0
    back_right: float = 0
    back_down: float = 0


def arranged(documents: Sequence[bytes], *, order: str, offsets: Offsets) -> bytes:
    """One PDF of `documents` (front, and back if there is one) for a printer.

    order: `duplex`, `fronts_first` or `backs_reversed`. In the last two a document without a
    back gets a blank one, or the pile of paper would fall out of step.
    """
    target = pikepdf.new()
    sources = [pikepdf.open(io.BytesIO(document)) for document in documents]
    fronts = [(source.pages[0], offsets.right, offsets.down) for source in sources]
    backs = [
        (source.pages[1], offsets.back_right, offsets.back_down) if len(source.pages) > 1 else None
        for source in sources
    ]
    for page in _in_order(fronts, backs, order):
        if page is None:
            target.add_blank_page(page_size=_size(sources[0].pages[0]))
        else:
            _add(target, *page)
    output = io.BytesIO()
    target.save(output)
    return output.getvalue()


def test_sheet(*, name: str, width: float, height: float, offsets: Offsets) -> bytes:
    """Two pages with rulers 20 mm from the left and upper edge, moved as `offsets` say."""
    from weasyprint import HTML  # noqa: PLC0415 - slow import

    pages = []
    for side, right, down in (
        ("DEPAN", offsets.right, offsets.down),
        ("BELAKANG", offsets.back_right, offsets.back_down),
    ):
        words = {"width": width, "height": height, "side": side, "name": _plain(name)}
        source = _TEST % {**words, "ticks": _ticks(), "right": right, "down": down}
        pages.append(HTML(string=source).write_pdf())
    with pikepdf.open(io.BytesIO(pages[0])) as front, pikepdf.open(io.BytesIO(pages[1])) as back:
        front.pages.append(back.pages[0])
        both = io.BytesIO()
        front.save(both)
    return arranged([both.getvalue()], order="duplex", offsets=offsets)


def _in_order(fronts: list, backs: list, order: str) -> list:
    if order == "duplex":
        paired = [page for pair in zip(fronts, backs, strict=True) for page in pair]
        # Without any back there is nothing to turn over for.
        return paired if any(backs) else fronts
    if not any(backs):
        return fronts
    return [*fronts, *(backs if order == "fronts_first" else reversed(backs))]


def _add(target: pikepdf.Pdf, page: pikepdf.Page, right: float, down: float) -> None:
    """Append `page`, its content moved: the frame moves the other way and keeps its size."""
    target.pages.append(page)
    own = target.pages[-1]
    for key in ("/StructParents", "/Tabs"):
        if key in own:
            del own[key]
    left, bottom, wide, high = (float(side) for side in own.mediabox)
    x, y = right * _MM, down * _MM
    own.mediabox = [left - x, bottom + y, wide - x, high + y]
    for key in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
        if key in own:
            del own[key]


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(side) for side in page.mediabox)
    return right - left, top - bottom


def _ticks() -> str:
    marks = []
    for step in range(-10, 11):
        long = 12 if step == 0 else 8 if step % 5 == 0 else 5
        place = 20 + step
        marks.append(
            f'<div class="tick" style="left: {place}mm; top: 20mm; width: .15mm; '
            f'height: {long}mm"></div><div class="tick" style="left: 20mm; top: {place}mm; '
            f'width: {long}mm; height: .15mm"></div>'
        )
    return "".join(marks)


def _plain(name: str) -> str:
    return name.replace("&", "&amp;").replace("<", "&lt;").replace("%", "%")
