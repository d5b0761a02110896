"""Designs as they are shipped: two pages, a style, fonts and drawings, under one digest."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from certificates.errors import DesignChanged

DESIGNS = Path(__file__).resolve().parent.parent / "designs"
# Designs of the package: folder -> what people call it.
SHIPPED_DESIGNS: Mapping[str, str] = {"blk_training": "Sertifikat pelatihan UPT BLK"}


@dataclass(frozen=True)
class Design:
    """What is printed with. assets: file name -> SHA-256; files are read when asked for."""

    folder: str
    front_html: str
    back_html: str
    style_css: str
    assets: Mapping[str, str]

    @cached_property
    def digest(self) -> str:
        """SHA-256 over pages, style and the hashes of all assets."""
        parts = [
            self.front_html,
            self.back_html,
            self.style_css,
            json.dumps(sorted(self.assets.items())),
        ]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def read_asset(self, name: str) -> bytes:
        """The bytes of one asset.

        Raises KeyError if the design does not list it, DesignChanged if the file is not
        the one that was approved.
        """
        expected = self.assets[name]
        path = _asset_path(self.folder, name)
        content = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(content).hexdigest() != expected:
            raise DesignChanged(design=f"{self.folder}/{name}")
        return content


def load_design(folder: str) -> Design:
    """Read the shipped design in `folder` from the package, with fresh hashes."""
    root = DESIGNS / folder
    assets = sorted([*root.glob("*.svg"), *(root / "fonts").glob("*.ttf")])
    return Design(
        folder=folder,
        front_html=(root / "front.html").read_text(encoding="utf-8"),
        back_html=(root / "back.html").read_text(encoding="utf-8"),
        style_css=(root / "style.css").read_text(encoding="utf-8"),
        assets={path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in assets},
    )


def _asset_path(folder: str, name: str) -> Path:
    root = DESIGNS / folder
    return root / "fonts" / name if name.endswith(".ttf") else root / name
