"""What is seen and said in the films of the demo lessons; `film.py` makes them."""

from dataclasses import dataclass
from pathlib import Path

FILMS = Path(__file__).parent / "films"


@dataclass(frozen=True)
class Scene:
    """One drawing and the sentence that is said while it is seen."""

    picture: str
    sentence: str


SCENES = {
    "bubut-manik": (
        Scene("pasang-bubut", "Pasang batang kayu tepat di tengah."),
        Scene("bubut", "Nyalakan mesin. Letakkan pahat di penyangga."),
        Scene("kikis-bulat", "Kikis tipis sampai bulat."),
        Scene("mesin-mati", "Matikan mesin sebelum mengukur."),
    )
}


def transcript(name: str) -> str:
    """What is said in the film."""
    return " ".join(scene.sentence for scene in SCENES[name])
