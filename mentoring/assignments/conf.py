"""What an operator may set; each is read when called, so a test or a site may change it."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def questions_a_day() -> int:
    """`MENTORING_QUESTIONS_A_DAY`: how many questions one member may ask in a day (5)."""
    return int(getattr(settings, "MENTORING_QUESTIONS_A_DAY", 5))


def unanswered_days() -> int:
    """`MENTORING_UNANSWERED_DAYS`: an older open question is shown to the coordinator (3)."""
    return int(getattr(settings, "MENTORING_UNANSWERED_DAYS", 3))


def answered_question_days() -> int:
    """`MENTORING_ANSWERED_QUESTION_DAYS`: for so many days after the answer the words and voices
    of a question are kept (365)."""
    return int(getattr(settings, "MENTORING_ANSWERED_QUESTION_DAYS", 365))


def untrained_facilitators() -> str:
    """`MENTORING_UNTRAINED_FACILITATORS`: "block" (default) or "warn".

    "block": an assignment waits until a training or a waiver of its facilitator counts.
    "warn": it becomes active, and pages point out what is missing.
    """
    return str(getattr(settings, "MENTORING_UNTRAINED_FACILITATORS", "block"))


def local_kilometres() -> int:
    """`MENTORING_LOCAL_KILOMETRES`: a group further from home needs a reason (25)."""
    return int(getattr(settings, "MENTORING_LOCAL_KILOMETRES", 25))


def handover_days() -> int:
    """`MENTORING_HANDOVER_DAYS`: how long a handover takes unless somebody says otherwise (14)."""
    return int(getattr(settings, "MENTORING_HANDOVER_DAYS", 14))


def escalate_after_days() -> int:
    """`MENTORING_ESCALATE_AFTER_DAYS`: what waits longer is shown one level higher (7)."""
    return int(getattr(settings, "MENTORING_ESCALATE_AFTER_DAYS", 7))


def facilitator_programmes() -> frozenset[str]:
    """`MENTORING_FACILITATOR_PROGRAMMES`: codes of programmes whose certificate counts as a
    facilitator's training (none)."""
    return frozenset(getattr(settings, "MENTORING_FACILITATOR_PROGRAMMES", ()))


def map_tiles() -> dict[str, str]:
    """`MENTORING_MAP_TILES`: {"url": …, "credit": …} of the tiles beneath maps (none).

    url: an address with {z}, {x} and {y}; every reader's browser asks there for pictures, so
    the site's Content-Security-Policy must allow it and its privacy page should name it.
    credit: who drew them. Empty: maps are drawn from coordinates alone and ask nobody.
    """
    tiles = getattr(settings, "MENTORING_MAP_TILES", None) or {}
    if tiles and not all(part in tiles.get("url", "") for part in ("{z}", "{x}", "{y}")):
        raise ImproperlyConfigured(
            "MENTORING_MAP_TILES needs a url with {z}, {x} and {y}, for example "
            '{"url": "https://tiles.example.id/{z}/{x}/{y}.png", "credit": "© Contoh"}.'
        )
    return dict(tiles)


ATTENTION_TASK = "mentoring.assignments.scan_attention"
