"""How readable a colour is, after WCAG 2.2 (relative luminance and contrast ratio)."""

_LINEAR_BELOW = 0.04045


def contrast_with_white(colour: str) -> float:
    """Return the contrast ratio, 1.0 to 21.0, of `colour` ("#rrggbb") against white.

    Source: WCAG 2.2, definitions of "contrast ratio" and "relative luminance".
    """
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (_linear(channel) for channel in channels)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 1.05 / (luminance + 0.05)


def _linear(channel: float) -> float:
    if channel <= _LINEAR_BELOW:
        return channel / 12.92
    return ((channel + 0.055) / 1.055) ** 2.4
