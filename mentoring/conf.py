"""What an operator may set for all rooms; read when called."""

from django.conf import settings


def private_storage_alias() -> str:
    """`MENTORING_PRIVATE_STORAGE`: which of Django's STORAGES keeps photos and voices ("private").

    It must have no public address: only a view that asks who may see them hands them out.
    """
    return str(getattr(settings, "MENTORING_PRIVATE_STORAGE", "private"))


def photo_long_side() -> int:
    """`MENTORING_PHOTO_LONG_SIDE`: pixels of a kept photograph's longer side (1600)."""
    return int(getattr(settings, "MENTORING_PHOTO_LONG_SIDE", 1600))


def photo_max_bytes() -> int:
    """`MENTORING_PHOTO_MAX_BYTES`: the largest photograph accepted, in bytes (15,000,000)."""
    return int(getattr(settings, "MENTORING_PHOTO_MAX_BYTES", 15_000_000))


def voice_max_bytes() -> int:
    """`MENTORING_VOICE_MAX_BYTES`: the heaviest recording accepted, in bytes (4,000,000)."""
    return int(getattr(settings, "MENTORING_VOICE_MAX_BYTES", 4_000_000))


def paper_days() -> int:
    """`MENTORING_PAPER_DAYS`: for so many days a paper that a worker made can be fetched (7)."""
    return int(getattr(settings, "MENTORING_PAPER_DAYS", 7))


def stale_paper_seconds() -> int:
    """`MENTORING_STALE_PAPER_SECONDS`: a paper nobody works on so long is begun again (300)."""
    return int(getattr(settings, "MENTORING_STALE_PAPER_SECONDS", 300))
