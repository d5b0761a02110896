"""The list of drawings: each scene is a function that returns its shapes from back to front."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Scene:
    """One drawing. alt: its plain Indonesian description, one sentence."""

    name: str
    alt: str
    draw: Callable[[], list[str]]


SCENES: dict[str, Scene] = {}


def scene(name: str, alt: str) -> Callable[[Callable[[], list[str]]], Callable[[], list[str]]]:
    """Register the decorated function as the drawing `name`. Raises ValueError if the name is taken."""

    def register(draw: Callable[[], list[str]]) -> Callable[[], list[str]]:
        if name in SCENES:
            raise ValueError(f"There are two drawings named {name!r}: rename one of them.")
        SCENES[name] = Scene(name, alt, draw)
        return draw

    return register
