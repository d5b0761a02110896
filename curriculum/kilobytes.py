"""Weights as people are told them."""


def kilobytes(weight: int) -> int:
    """Bytes as kB of 1,000. A begun one counts: what weighs anything never shows 0."""
    return -(-weight // 1000)
