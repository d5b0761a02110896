"""Settings of this room, each read when it is called."""

from django.conf import settings


def identity_number_days() -> int:
    """`MENTORING_IDENTITY_NUMBER_DAYS`: how long NIK and KK are kept after a cycle ended (730)."""
    return int(getattr(settings, "MENTORING_IDENTITY_NUMBER_DAYS", 730))
