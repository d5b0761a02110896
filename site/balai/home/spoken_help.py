"""Which pages' help is spoken as well: `spoken_help.toml`, with the recordings it names."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
PAGES = HERE / "spoken_help.toml"
SOUNDS = HERE.parent / "static" / "balai" / "help"
INDEX = HERE / "spoken_help.json"
# The voice speaks Indonesian only.
LANGUAGE = "id"


@dataclass(frozen=True)
class SpokenHelp:
    """name: of its two files in `SOUNDS`, .opus and .mp3. view: "" if the view names it."""

    name: str
    text: str
    view: str = ""


@cache
def spoken_help() -> Mapping[str, SpokenHelp]:
    """By name, and by the name of the page's address."""
    tables = tomllib.loads(PAGES.read_text(encoding="utf-8"))
    found = [SpokenHelp(name, **table) for name, table in tables.items()]
    return {key: each for each in found for key in (each.name, each.view) if key}
