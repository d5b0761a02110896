"""Designs as they are shipped, and as they are chosen: pages, a style, fonts and drawings.

A starter is a folder of the package. `load_design` fills its marks with the choices of the
designer's form; what comes out is frozen in a version, under one digest.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from certificates.errors import AssetMissing, DesignChanged
from certificates.rendering.choices import Choices, compose

DESIGNS = Path(__file__).resolve().parent.parent / "designs"
_FONTS = DESIGNS / "fonts"
_ASKED = re.compile(r"url\(asset:([\w.-]+)\)")


@dataclass(frozen=True)
class Starter:
    """A design to begin with. choices: what its form says at first. upright: how paper lies."""

    name: str
    choices: Choices
    upright: bool = False


# Designs of the package: folder -> starter.
STARTERS: Mapping[str, Starter] = {
    "blk_training": Starter("Sertifikat pelatihan UPT BLK", Choices()),
    "statement": Starter(
        "Surat keterangan mengikuti pelatihan",
        Choices(border="none", photo=False, back=False, that_id="menerangkan bahwa"),
        upright=True,
    ),
    "facilitator": Starter(
        "Sertifikat pendamping",
        Choices(
            accent="indigo",
            border="lines",
            address=False,
            has_id="telah menyelesaikan pelatihan pendamping",
            has_en="has completed the training of facilitators",
        ),
    ),
    "duplicate": Starter("Tindihan DUPLIKAT", Choices(border="none", back=False)),
}
SHIPPED_DESIGNS: Mapping[str, str] = {folder: one.name for folder, one in STARTERS.items()}


@dataclass(frozen=True)
class Design:
    """What is printed with. assets: file name -> SHA-256; files are read when asked for.

    drawing: the page that is laid under all others, "" if nothing is.
    """

    folder: str
    front_html: str
    back_html: str
    style_css: str
    assets: Mapping[str, str]
    drawing: str = ""

    @cached_property
    def digest(self) -> str:
        """SHA-256 over pages, style, drawing and the hashes of all assets."""
        parts = [
            self.front_html,
            self.back_html,
            self.style_css,
            json.dumps(sorted(self.assets.items())),
            self.drawing,
        ]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def read_asset(self, name: str) -> bytes:
        """The bytes of one asset.

        Raises KeyError if the design does not list it, AssetMissing if this machine has no such
        file, DesignChanged if the file is not the one that was approved.
        """
        expected = self.assets[name]
        path = _asset_path(self.folder, name)
        if not path.is_file():
            raise AssetMissing(name=f"{self.folder}/{name}")
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != expected:
            raise DesignChanged(design=f"{self.folder}/{name}")
        return content


def load_design(folder: str, choices: Choices | None = None) -> Design:
    """Read the starter in `folder` and fill it with `choices` (its own if not given)."""
    starter, root = STARTERS[folder], DESIGNS / folder
    choices = choices or starter.choices
    if choices.border == "art" and not (root / "border.svg").is_file():
        choices = replace(choices, border="none")

    def part(path: Path) -> str:
        if not path.is_file():
            return ""
        text = path.read_text(encoding="utf-8")
        return compose(text, choices, upright=starter.upright)

    style = part(root / "style.css")
    drawing = part(DESIGNS / "drawing.html")
    assets = set(_ASKED.findall(style))
    if choices.border == "art":
        assets.add("border.svg")
    return Design(
        folder=folder,
        front_html=part(root / "front.html"),
        back_html=part(root / "back.html") if choices.back else "",
        style_css=style,
        assets={name: _sha256(_asset_path(folder, name)) for name in sorted(assets)},
        drawing=drawing,
    )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _asset_path(folder: str, name: str) -> Path:
    """Fonts are shared by all designs; drawings are each design's own."""
    return _FONTS / name if name.endswith(".ttf") else DESIGNS / folder / name
