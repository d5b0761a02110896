"""Before numbers are spent: can each person's certificate be printed as it stands?

Asked of every person: does the design have a letter for each sign (a "?" or an empty box on a
state document cannot be taken back), is the name short enough to be kept, does the page fit.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from certificates.errors import BatchNotPrepared, NotAllowed
from certificates.models import BatchState, Certificate, IssueBatch, IssueItem
from certificates.permissions import can_prepare
from certificates.rendering import Design, press_for
from certificates.rendering.press import Press, Sheet
from certificates.services.designs import design_of
from certificates.services.snapshots import (
    batch_values,
    name_size,
    shared_values,
    snapshot_of,
)

LONGEST_NAME = 120
# As wide as a number and a code get, so that what fits with them fits with the real ones.
_WIDE_NUMBER, _ANY_CODE = "99999/MMMMM/UPT-BLK-MMMMMMMM/VIII/2026", "M" * 13
# Joins and forbids joins in Balinese and Javanese; has no picture of its own.
_INVISIBLE = frozenset("\u200c\u200d")
_NO_LETTERS = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


@dataclass(frozen=True)
class Finding:
    """Why one certificate cannot be printed. code: `glyph`, `length` or `layout`. item_id: 0 for
    a correction, which stands in no batch.

    fix: the name as it could be printed instead, or "" if somebody must think.
    """

    item_id: int
    name: str
    code: str
    sentence: str
    fix: str = ""


def preflight(batch: IssueBatch) -> list[Finding]:
    """What stands against printing `batch`, in the order of its items; empty if nothing does."""
    design = design_of(batch.template_version)
    letters = letters_of(design)
    common = batch_values(batch)
    pages = _Pages(batch, design, common)
    found = []
    for item in batch.items.order_by("position"):
        printed = snapshot_of(item, common=common, number=_WIDE_NUMBER, code=_ANY_CODE)["printed"]
        finding = _glyphs(item.pk, printed, letters) or _length(item.pk, printed)
        finding = finding or pages.finding(item, printed)
        if finding:
            found.append(finding)
    return found


def name_finding(
    certificate: Certificate, name: str, *, logo: bytes | None = None
) -> Finding | None:
    """Why `name` cannot be printed where `certificate` has its own, in its design; None: it can.

    logo: None lays no page out, which a visitor's request should not wait for.
    """
    design = design_of(certificate.template_version)
    printed = {
        "born_id": "",
        "home_address": "",
        **certificate.snapshot["printed"],
        "name": name,
        "name_size": name_size(name),
        "number": _WIDE_NUMBER,
    }
    finding = _glyphs(0, printed, letters_of(design)) or _length(0, printed)
    if finding is not None or logo is None:
        return finding
    press = press_for(
        design,
        batch_key=f"correction-{certificate.pk.hex}",
        batch_values=shared_values(printed),
        logo=logo,
    )
    sheet = Sheet(values=printed, verify_url=printed["verify_url"], identifier="preflight")
    return None if press.fits(sheet) else _too_wide(0, name)


def accept_fix(*, item: IssueItem, accepted_by: Any) -> IssueItem:
    """Print the name of `item` as the preflight offers; the person's own record stays as it is.

    Raises NotAllowed, and BatchNotPrepared if numbers are spent or nothing is offered.
    """
    batch = item.batch
    if not can_prepare(accepted_by, batch.type.issuer):
        raise NotAllowed(issuer=batch.type.issuer)
    before = item.holder_facts["printed_name"]
    offered = legible(before, letters_of(design_of(batch.template_version)))
    if batch.state != BatchState.PREPARED or not offered:
        raise BatchNotPrepared()
    item.holder_facts = {**item.holder_facts, "printed_name": offered}
    item.save(update_fields=["holder_facts"])
    # The log may not name people: the item keeps the name, the batch says who changed one.
    log(instance=batch, action="certificates.fix_name", user=accepted_by)
    return item


def letters_of(design: Design) -> frozenset[str]:
    """Every sign that at least one font of `design` can draw."""
    fonts = tuple(sorted((n, h) for n, h in design.assets.items() if n.endswith(".ttf")))
    return _letters(design.folder, fonts)


@lru_cache(maxsize=8)
def _letters(folder: str, fonts: tuple[tuple[str, str], ...]) -> frozenset[str]:
    import io  # noqa: PLC0415 - with the slow import below

    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow import

    design = Design(folder, "", "", "", dict(fonts))
    signs: set[int] = set()
    for name, _digest in fonts:
        with TTFont(io.BytesIO(design.read_asset(name)), lazy=True) as font:
            signs |= set(font.getBestCmap())
    # Fonts have entries for signs that turn or hide text; a document shall not.
    return frozenset(s for s in map(chr, signs) if unicodedata.category(s) not in _NO_LETTERS)


def legible(name: str, letters: Iterable[str]) -> str:
    """`name` with what no font can draw left out or written plainly, "" if nothing is left.

    Composed first; then signs without a letter lose their marks (ạ becomes a), and pictures
    and control signs go.
    """
    known, kept = set(letters) | _INVISIBLE, ""
    for sign in unicodedata.normalize("NFC", name):
        if sign in known:
            kept += sign
        else:
            plain = unicodedata.normalize("NFKD", sign)
            kept += "".join(part for part in plain if part in known)
    kept = " ".join(kept.split())
    return kept if any(sign.isalpha() for sign in kept) else ""


def _glyphs(item_id: int, printed: dict[str, Any], letters: frozenset[str]) -> Finding | None:
    name = printed["name"]
    told = {"name": name, "born_id": printed["born_id"], "address": printed["home_address"]}
    for text in told.values():
        missing = [s for s in str(text) if s not in letters and s not in _INVISIBLE]
        if missing:
            fix = legible(name, letters) if text == name else ""
            sentence = _("%(name)s: the design has no letter for %(signs)s.") % {
                "name": name,
                "signs": ", ".join(f"“{s}” (U+{ord(s):04X})" for s in dict.fromkeys(missing)),
            }
            return Finding(item_id, name, "glyph", sentence, fix)
    return None


def _length(item_id: int, printed: dict[str, Any]) -> Finding | None:
    name = printed["name"]
    if len(name) <= LONGEST_NAME:
        return None
    sentence = _("%(name)s: the name has %(length)d letters, at most %(most)d can be printed.")
    words = {"name": name[:40] + "…", "length": len(name), "most": LONGEST_NAME}
    return Finding(item_id, name, "length", sentence % words)


def _too_wide(item_id: int, name: str) -> Finding:
    sentence = _("%(name)s: the text does not fit on the front page.") % {"name": name}
    return Finding(item_id, name, "layout", sentence)


class _Pages:
    """Lays out the pages of those whose lines are longer than any that fitted already."""

    _LINES = ("name", "born_id", "home_address", "participant_number")

    def __init__(self, batch: IssueBatch, design: Design, common: dict[str, Any]) -> None:
        self._batch, self._design, self._common = batch, design, common
        self._fitted: list[tuple[int, ...]] = []
        self._press: Press | None = None

    def finding(self, item: IssueItem, printed: dict[str, Any]) -> Finding | None:
        # Twice as long counts twice: a narrow line that fitted says nothing of a wide one.
        size = tuple(_width(str(printed[line])) for line in self._LINES)
        if any(all(a <= b for a, b in zip(size, fitted, strict=True)) for fitted in self._fitted):
            return None
        sheet = Sheet(values=printed, verify_url=printed["verify_url"], identifier="preflight")
        if self._ready_press().fits(sheet):
            self._fitted.append(size)
            return None
        return _too_wide(item.pk, printed["name"])

    def _ready_press(self) -> Press:
        if self._press is None:
            self._press = press_for(
                self._design,
                batch_key=self._batch.pk.hex,
                batch_values=shared_values(self._common),
                logo=bytes(self._batch.logo),
            )
        return self._press


def _width(text: str) -> int:
    """How wide `text` is, roughly: wide letters count two, so that M is never taken for i."""
    return sum(2 if sign.isupper() or not sign.isascii() else 1 for sign in text)
