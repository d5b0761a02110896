"""What an operator may set; each is read when called, so a test or a site may change it."""

from django.conf import settings


def questions_a_day() -> int:
    """`MENTORING_QUESTIONS_A_DAY`: how many questions one member may ask in a day (5)."""
    return int(getattr(settings, "MENTORING_QUESTIONS_A_DAY", 5))


def unanswered_days() -> int:
    """`MENTORING_UNANSWERED_DAYS`: an older open question is shown to the coordinator (3)."""
    return int(getattr(settings, "MENTORING_UNANSWERED_DAYS", 3))
