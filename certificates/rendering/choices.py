"""What the designer's form decides about a design: paper, colour, border, what is shown, words.

A starter is written once with marks `((name))` and `((#name))…((/name))`; choosing fills them.
What is left are the placeholders `[[…]]` that each certificate fills, and nothing else.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from certificates.errors import UnknownPlaceholder
from certificates.rendering.paper import ART, paper_of

_SECTION = re.compile(r"\(\((#|\^)(\w+)\)\)(.*?)\(\(/\2\)\)", re.DOTALL)
_VALUE = re.compile(r"\(\((\w+)\)\)")

# Accent, its light line, its quiet text. Dark on white: every pair reads at 4.5 to 1 or more.
ACCENTS: Mapping[str, tuple[str, str, str]] = {
    "teak": ("#6b3e1d", "#b8893b", "#6b4a2c"),
    "indigo": ("#27346f", "#7f8fc7", "#3f4a7a"),
    "forest": ("#1e5136", "#7aa98c", "#33604a"),
    "maroon": ("#7a1f2b", "#c08a90", "#703540"),
}
BORDERS = ("art", "lines", "none")


@dataclass(frozen=True)
class Choices:
    """The form, frozen. Words are plain text; everything else is one of a few values."""

    paper: str = "a4"
    accent: str = "teak"
    border: str = "art"
    english: bool = True
    birth: bool = True
    address: bool = True
    participant_number: bool = True
    photo: bool = True
    back: bool = True
    instructors: bool = True
    fund_source: bool = True
    that_id: str = "menyatakan bahwa"
    that_en: str = "certifies that"
    has_id: str = "telah mengikuti pelatihan"
    has_en: str = "has taken part in the training"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Choices":
        """What `told` says; names it does not know or say stand as they are."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in told.items() if name in known})


def compose(text: str, choices: Choices, *, upright: bool) -> str:
    """`text` of a starter with every mark of the form filled.

    `((#name))` keeps its inside if the choice is yes, `((^name))` if it is no. Words are escaped
    and lose their square brackets: nobody smuggles a placeholder into a design through a word.
    """
    marks = {**choices.as_json(), **_measures(choices, upright), **_colours(choices)}
    marks |= {f"border_{name}": choices.border == name for name in BORDERS}

    def section(match: re.Match[str]) -> str:
        kept = bool(_mark(marks, match[2])) is (match[1] == "#")
        return _SECTION.sub(section, match[3]) if kept else ""

    def value(match: re.Match[str]) -> str:
        words = str(_mark(marks, match[1])).replace("[", "(").replace("]", ")")
        return html.escape(words)

    return _VALUE.sub(value, _SECTION.sub(section, text))


def _mark(marks: Mapping[str, Any], name: str) -> Any:
    if name not in marks:
        raise UnknownPlaceholder(name=name)
    return marks[name]


def _colours(choices: Choices) -> dict[str, str]:
    return dict(zip(("strong", "line", "quiet"), ACCENTS[choices.accent], strict=True))


def _measures(choices: Choices, upright: bool) -> dict[str, str]:
    """Width and height of the sheet, and how much wider and taller it is than A4, halved."""
    paper, a4 = paper_of(choices.paper, upright=upright), paper_of("a4", upright=upright)
    return {
        "width": f"{paper.width:g}",
        "height": f"{paper.height:g}",
        "side": f"{(paper.width - a4.width) / 2:g}",
        "over": f"{(paper.height - a4.height) / 2:g}",
        "logo_left": "25" if upright else f"{33 + (paper.width - a4.width) / 2:g}",
        "logo_top": "19" if upright else f"{28 + (paper.height - a4.height) / 2:g}",
        "logo_height": "18" if upright else "22",
        "art_left": f"{(paper.width - ART.width) / 2:g}",
        "art_top": f"{(paper.height - ART.height) / 2:g}",
    }
