"""How readable a colour is, after WCAG 2.2 (relative luminance and contrast ratio)."""

WHITE = "#ffffff"
TINT = "#f6e8d8"  # --tint of balai.css by day: the darkest ground the main colour is read on
NIGHT_CARD = "#35261a"  # --tint by night: the lightest ground of a dark page
MINIMUM_CONTRAST = 4.5  # WCAG 2.2, success criterion 1.4.3
_LINEAR_BELOW = 0.04045
_STEPS = 20


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio, 1.0 to 21.0, of two colours written "#rrggbb".

    Source: WCAG 2.2, definitions of "contrast ratio" and "relative luminance".
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def is_readable(colour: str) -> bool:
    """Whether white letters are readable on `colour`, and `colour` on every light ground."""
    return min(contrast(colour, WHITE), contrast(colour, TINT)) >= MINIMUM_CONTRAST


def by_night(colour: str) -> str:
    """`colour` mixed with white until it is well readable on the grounds of a dark page."""
    for step in range(_STEPS + 1):
        lighter = _mixed(colour, step / _STEPS)
        if contrast(lighter, NIGHT_CARD) >= MINIMUM_CONTRAST + 1.5:
            return lighter
    return WHITE


def _mixed(colour: str, white: float) -> str:
    return "#" + "".join(
        f"{round(channel + (255 - channel) * white):02x}" for channel in _channels(colour)
    )


def _channels(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    if channel <= _LINEAR_BELOW:
        return channel / 12.92
    return ((channel + 0.055) / 1.055) ** 2.4
