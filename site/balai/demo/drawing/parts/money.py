"""Money, paper, books, clocks. Unless said otherwise (x, y) is the middle."""

from math import cos, pi, sin

from balai.demo.drawing.canvas import (
    CREAM,
    GOLD,
    GREEN,
    GREY,
    INK,
    RED,
    TEAL,
    WHITE,
    arrow,
    circle,
    figures,
    label,
    line,
    path,
    placed,
    rect,
)


def coin(x: float, y: float, r: float = 26) -> str:
    return circle(x, y, r, GOLD) + circle(x, y, r * 0.62, GOLD, 3)


def coins(x: float, y: float, count: int, r: float = 34) -> str:
    """A stack of coins standing on `y`."""
    return "".join(rect(x - r, y - 16 * (i + 1), 2 * r, 16, GOLD, 7, 4) for i in range(count))


def note(x: float, y: float, w: float = 130, color: str = GREEN, turn: float = 0) -> str:
    """A bank note with nothing on it but a disc."""
    h = w * 0.5
    return placed(
        rect(-w / 2, -h / 2, w, h, color, 6)
        + circle(0, 0, h * 0.27, CREAM, 4)
        + path(
            f"M{-w * 0.4} {-h * 0.28}h{w * 0.12}M{w * 0.28} {h * 0.28}h{w * 0.12}",
            ink=4,
            color=CREAM,
        ),
        turn=turn,
        x=x,
        y=y,
    )


def sheet(
    x: float,
    y: float,
    w: float = 150,
    h: float = 200,
    rows: int = 5,
    turn: float = 0,
    color: str = WHITE,
) -> str:
    """A written page: lines stand for words."""
    step = h / (rows + 1)
    words = path(
        "".join(
            f"M{-w * 0.36} {-h / 2 + step * (i + 1)}h{w * (0.72 if i % 3 else 0.5)}"
            for i in range(rows)
        ),
        ink=5,
        color=GREY,
    )
    return placed(rect(-w / 2, -h / 2, w, h, color, 6) + words, x, y, turn=turn)


def ledger(
    x: float,
    y: float,
    w: float = 400,
    h: float = 230,
    entries: tuple[tuple[str, str, str], ...] = (),
) -> str:
    """An open cash book: columns in, out, left over. Each entry is (in, out, balance), empty where nothing is written."""
    cover = rect(x - w / 2 - 12, y - h / 2 - 8, w + 24, h + 18, RED, 10)
    pages = rect(x - w / 2, y - h / 2, w, h, WHITE, 6) + line(
        [(x - w / 6, y - h / 2), (x - w / 6, y + h / 2)], INK, 3.5
    )
    columns = [x - w / 3, x, x + w / 3]
    pages += line([(x + w / 6, y - h / 2), (x + w / 6, y + h / 2)], INK, 3.5)
    top = y - h / 2 + 44
    pages += line([(x - w / 2, top), (x + w / 2, top)], INK, 3.5)
    marks = (
        arrow((columns[0], top - 36), (columns[0], top - 6), GREEN, 10)
        + arrow((columns[1], top - 6), (columns[1], top - 36), RED, 10)
        + coin(columns[2], top - 22, 15)
    )
    step = (h - 44) / 4
    rules = path(
        "".join(f"M{x - w / 2 + 6} {top + step * i}H{x + w / 2 - 6}" for i in (1, 2, 3)),
        ink=2,
        color=GREY,
    )
    written = "".join(
        figures(column, top + step * (row + 0.5), text, 24, color)
        for row, entry in enumerate(entries)
        for column, text, color in zip(columns, entry, (GREEN, RED, INK), strict=True)
        if text
    )
    return cover + pages + rules + marks + written


def money_box(x: float, y: float, color: str = TEAL, w: float = 150) -> str:
    """A closed box with a slot, standing on `y`."""
    return (
        rect(x - w / 2, y - w * 0.66, w, w * 0.66, color, 10)
        + rect(x - w / 2 - 6, y - w * 0.78, w + 12, 30, color, 8)
        + rect(x - 26, y - w * 0.78 + 10, 52, 9, INK, 4, 0)
    )


def clock(x: float, y: float, r: float = 54, hour: float = 10, minute: float = 10) -> str:
    def tip(turns: float, length: float) -> tuple[float, float]:
        return x + length * sin(2 * pi * turns), y - length * cos(2 * pi * turns)

    marks = "".join(circle(*tip(i / 12, r * 0.8), 3.2, INK, 0) for i in range(12))
    return (
        circle(x, y, r, WHITE)
        + marks
        + line([(x, y), tip(hour / 12 + minute / 720, r * 0.45)], INK, 7)
        + line([(x, y), tip(minute / 60, r * 0.66)], RED, 5)
    )


def calendar(x: float, y: float, mark: str = "", w: float = 130) -> str:
    """A wall calendar page with one figure, or a grid of days."""
    top = rect(x - w / 2, y - w / 2, w, w, WHITE, 10) + path(
        f"M{x - w / 2} {y - w * 0.24}V{y - w / 2 + 10}q0 -10 10 -10H{x + w / 2 - 10}q10 0 10 10V{y - w * 0.24}Z",
        RED,
    )
    rings = line([(x - w * 0.25, y - w * 0.6), (x - w * 0.25, y - w * 0.42)], INK, 7) + line(
        [(x + w * 0.25, y - w * 0.6), (x + w * 0.25, y - w * 0.42)], INK, 7
    )
    days = "".join(
        rect(
            x - w * 0.36 + w * 0.2 * (i % 4),
            y - w * 0.12 + w * 0.19 * (i // 4),
            w * 0.12,
            w * 0.12,
            GREY,
            3,
            0,
        )
        for i in range(12)
    )
    return (
        top
        + rings
        + (
            figures(x, y + w * 0.14, mark, w * (0.4, 0.4, 0.28, 0.2)[len(mark) - 1])
            if mark
            else days
        )
    )


def worked_sum(top: str, below: str, result: str, sign: str = "+") -> list[str]:
    """Two amounts over a rule and the result under it."""
    return [
        figures(360, 110, top, 46),
        figures(360, 184, below, 46),
        figures(566, 184, sign, 40, RED),
        line([(210, 228), (580, 228)], INK, 7),
        label(400, 296, result, 48, GOLD),
    ]
