"""The press: what is prepared once per design and batch, and what is made per person.

Once per process and design: the fonts and the parsed style. Once per batch: the drawing
under the pages, and the back page, which is the same for everybody. Per certificate:
the front page is laid out by WeasyPrint, and one tagged PDF/A-3a is written from it and
the back page. Nothing of one person stays for the next.
"""

import atexit
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from certificates.errors import AssetNotAllowed, PageCountChanged
from certificates.rendering.attachments import attached, name_type
from certificates.rendering.designs import Design
from certificates.rendering.placeholders import fill, marked
from certificates.rendering.qr import qr_png
from certificates.rendering.underlay import Underlay

if TYPE_CHECKING:
    from weasyprint import Document

_VARIANT = {"pdf_variant": "pdf/a-3a"}
# The front page is tried at its own size, then tighter, before it is refused.
_DENSITIES = ("", "dense")
_LOGO = '<img class=logo alt="" src="asset:logo">'


@dataclass(frozen=True)
class Sheet:
    """One certificate to print. values: printed values, frozen (shape: the snapshot's
    "printed"). identifier: ASCII, becomes the PDF's own. photo: JPEG or PNG, or empty.
    credential: travels inside the PDF as a file, or empty."""

    values: Mapping[str, Any]
    verify_url: str
    identifier: str
    photo: bytes = b""
    credential: str = ""


class Workshop:
    """Fonts and style of one design, shared by all its presses in this process.

    Raises AssetMissing if a file is not there, DesignChanged if it is not the one the design was
    approved with: nothing is ever laid out with another font.
    """

    def __init__(self, design: Design) -> None:
        from weasyprint import CSS  # noqa: PLC0415 - slow import
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - slow import

        self.design = design
        self._assets = {name: design.read_asset(name) for name in design.assets}
        self._fonts = FontConfiguration()
        self._style = CSS(
            string=design.style_css, font_config=self._fonts, url_fetcher=self._fetcher({})
        )

    def lay_out(self, source: str, **own_assets: bytes) -> "Document":
        """The pages of `source`; `own_assets` are what only this document may show."""
        return self._render(
            source, own_assets, font_config=self._fonts, stylesheets=[self._style], **_VARIANT
        )

    def overlay(self, source: str) -> bytes:
        """The PDF of `source` in the design's style, without tags: to be laid over other pages."""
        own_style = {"font_config": self._fonts, "stylesheets": [self._style]}
        return self._render(source, {}, **own_style).write_pdf()

    def draw(self, source: str, **own_assets: bytes) -> bytes:
        """The PDF of a drawing, without the design's style and without tags."""
        return self._render(source, own_assets).write_pdf()

    def _render(self, source: str, own: Mapping[str, bytes], **options: Any) -> "Document":
        from weasyprint import HTML  # noqa: PLC0415 - slow import
        from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415 - slow import

        try:
            return HTML(string=source, url_fetcher=self._fetcher(own)).render(**options)
        except FatalURLFetchingError as refused:
            raise AssetNotAllowed(url=str(refused)) from refused

    def _fetcher(self, own: Mapping[str, bytes]) -> Any:
        from certificates.rendering.assets import AssetFetcher  # noqa: PLC0415 - slow import

        return AssetFetcher(self._assets, own)


class Press:
    """Prints the certificates of one batch."""

    def __init__(self, workshop: Workshop, batch_values: Mapping[str, Any], logo: bytes) -> None:
        self._workshop = workshop
        drawing = workshop.design.drawing.replace("<!--logo-->", _LOGO if logo else "")
        self._underlay = Underlay(workshop.draw(drawing, logo=logo)) if drawing else None
        back = workshop.design.back_html
        self._back = workshop.lay_out(fill(back, batch_values)).pages if back else []

    def print(self, sheet: Sheet) -> bytes:
        """The finished PDF of `sheet`; the same sheet always gives the same bytes.

        Raises PageCountChanged if the front page needs more than one page even when dense.
        """
        front = self._front(sheet)
        document = front.copy([*front.pages, *self._back])
        return document.write_pdf(
            pdf_identifier=sheet.identifier.encode("ascii"),
            finisher=lambda _document, pdf: self._finish(pdf),
            attachments=attached(sheet.credential, sheet.values["issued_on"]),
            **_VARIANT,
        )

    def print_values(self, sheet: Sheet) -> bytes:
        """The front page of `sheet` with its values and QR code alone, each where it stands on
        the finished page: for stock that carries everything else. Not an archival document."""
        return self._front(sheet, on_stock=True).write_pdf()

    def fits(self, sheet: Sheet) -> bool:
        """Whether the front page of `sheet` is one page, if need be dense."""
        try:
            self._front(sheet)
        except PageCountChanged:
            return False
        return True

    def _finish(self, pdf: Any) -> None:
        # Empty entries say nothing, and a validator must ask what they are.
        for entry in pdf.objects:
            for name in ("Pattern", "Shading"):
                if isinstance(entry, dict) and "XObject" in entry and entry.get(name) == {}:
                    del entry[name]
        name_type(pdf)
        if self._underlay is not None:
            self._underlay.lay_under(pdf)

    def _front(self, sheet: Sheet, *, on_stock: bool = False) -> "Document":
        own = {"qr": qr_png(sheet.verify_url), "photo": sheet.photo}
        page, stock = self._workshop.design.front_html, " stock" if on_stock else ""
        page = marked(page) if on_stock else page
        for density in _DENSITIES:
            values = {**sheet.values, "density": density + stock, **_photo_values(sheet)}
            laid_out = self._workshop.lay_out(fill(page, values), **own)
            if len(laid_out.pages) == 1:
                return laid_out
        raise PageCountChanged(name=sheet.values.get("name", ""))


def _photo_values(sheet: Sheet) -> dict[str, str]:
    return {"photo": "1" if sheet.photo else "", "photo_frame": "" if sheet.photo else "1"}


class _Kept(OrderedDict[Any, Any]):
    """A few prepared things, the least recently used dropped first."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size

    def get_or_make(self, key: Any, make: Any) -> Any:
        if key in self:
            self.move_to_end(key)
            return self[key]
        self[key] = made = make()
        while len(self) > self._size:
            self.popitem(last=False)
        return made


_workshops = _Kept(3)
_presses = _Kept(6)
# WeasyPrint's fonts clean up after themselves and need their library for it, which at the
# very end of a process may be gone already.
atexit.register(_presses.clear)
atexit.register(_workshops.clear)


def press_for(
    design: Design, *, batch_key: str, batch_values: Mapping[str, Any], logo: bytes = b""
) -> Press:
    """The press of the batch `batch_key`, prepared when this process first needs it."""

    def make() -> Press:
        workshop = _workshops.get_or_make(design.digest, lambda: Workshop(design))
        return Press(workshop, batch_values, logo)

    return _presses.get_or_make((design.digest, batch_key), make)
