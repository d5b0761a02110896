"""Settings of this room, each read when it is called."""

import base64
import binascii
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

# Task names. Work is queued by these names, so that services never import tasks.
SCAN_FOR_DUPLICATES = "mentoring.scan_for_duplicates"
START_DUPLICATE_SCAN = "mentoring.start_duplicate_scan"
RUN_IMPORT = "mentoring.run_import"
MAKE_DATA_COPY = "mentoring.make_data_copy"
TIDY_DATA_COPIES = "mentoring.tidy_data_copies"
REQUEUE_STALE_WORK = "mentoring.requeue_stale_work"

CREATE_USER_HINT = (
    "Set MENTORING_CREATE_USER to the dotted path of a function that takes the keyword "
    "arguments full_name, phone and language and returns a saved user, for example "
    '"your_site.accounts.create_participant_user".'
)

IDENTIFIER_KEYS_HINT = (
    "Set MENTORING_IDENTIFIER_KEYS to a list of Fernet keys, the newest first. One is made by "
    '`python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"`. '
    "Keep them outside the database and its backups: without them no number can be read again."
)


def create_user_path() -> str:
    """MENTORING_CREATE_USER: dotted path of the site's function that makes an account.

    Called when a person first takes part, reads or holds a certificate. Without it the
    registers work, but nobody new can become a participant.
    """
    return getattr(settings, "MENTORING_CREATE_USER", "")


def create_user() -> Callable[..., Any]:
    """Return the function at MENTORING_CREATE_USER: (*, full_name, phone, language) -> user.

    Raises ImproperlyConfigured when the setting is missing or leads nowhere.
    """
    if not (path := create_user_path()):
        raise ImproperlyConfigured(CREATE_USER_HINT)
    try:
        return import_string(path)
    except ImportError as nowhere:
        raise ImproperlyConfigured(
            f"MENTORING_CREATE_USER leads nowhere: {path}. {CREATE_USER_HINT}"
        ) from nowhere


def identifier_keys() -> list[str]:
    """MENTORING_IDENTIFIER_KEYS: Fernet keys, the newest first, that seal identity numbers.

    Raises ImproperlyConfigured when there is none, or one is no Fernet key.
    """
    keys = [str(key) for key in getattr(settings, "MENTORING_IDENTIFIER_KEYS", [])]
    if not keys:
        raise ImproperlyConfigured(IDENTIFIER_KEYS_HINT)
    if not all(_is_fernet_key(key) for key in keys):
        raise ImproperlyConfigured(
            f"MENTORING_IDENTIFIER_KEYS has an entry that is no Fernet key. {IDENTIFIER_KEYS_HINT}"
        )
    return keys


def _is_fernet_key(key: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(key)) == 32
    except (binascii.Error, ValueError):
        return False


def print_needs_consent() -> bool:
    """MENTORING_PRINT_NEEDS_CONSENT: print a certificate only for who said yes to it (False).

    Without it who said no, or took her yes back, is left out; who was never asked is not.
    """
    return bool(getattr(settings, "MENTORING_PRINT_NEEDS_CONSENT", False))


def complaints_an_hour() -> int:
    """MENTORING_COMPLAINTS_AN_HOUR: how many complaints one address may leave in an hour (10).

    A whole village may share one address.
    """
    return int(getattr(settings, "MENTORING_COMPLAINTS_AN_HOUR", 10))


def import_days() -> int:
    """MENTORING_IMPORT_DAYS: for so many days a list that came as a file is kept (90)."""
    return int(getattr(settings, "MENTORING_IMPORT_DAYS", 90))


def numbers_a_day() -> int:
    """MENTORING_NUMBERS_A_DAY: how many identity numbers one user may type for one person (10)."""
    return int(getattr(settings, "MENTORING_NUMBERS_A_DAY", 10))


def complaint_days() -> int:
    """MENTORING_COMPLAINT_DAYS: an open complaint older than this goes one level up (7)."""
    return int(getattr(settings, "MENTORING_COMPLAINT_DAYS", 7))


def throttle_cache() -> str:
    """MENTORING_THROTTLE_CACHE: the entry of CACHES that counts ("throttle", else "default")."""
    own = "throttle" if "throttle" in settings.CACHES else "default"
    return str(getattr(settings, "MENTORING_THROTTLE_CACHE", own))


def address_header() -> str:
    """MENTORING_ADDRESS_HEADER: the header a front server overwrites with the visitor's address.

    Empty: the connection's own address counts. Never a header visitors can set themselves.
    """
    return str(getattr(settings, "MENTORING_ADDRESS_HEADER", ""))


# Names of this room's tasks.
RECOUNT_REACH = "mentoring.recount_reach"
RECOUNT_ALL_REACH = "mentoring.recount_all_reach"
ESCALATE_COMPLAINTS = "mentoring.escalate_complaints"


def document_max_bytes() -> int:
    """MENTORING_DOCUMENT_MAX_BYTES: the largest paper of a group accepted (10,000,000)."""
    return int(getattr(settings, "MENTORING_DOCUMENT_MAX_BYTES", 10_000_000))


def stale_after_seconds() -> int:
    """MENTORING_STALE_AFTER_SECONDS: how long background work may be silent (120).

    Afterwards the sweep gives it to another worker.
    """
    return int(getattr(settings, "MENTORING_STALE_AFTER_SECONDS", 120))


def closed_complaint_days() -> int:
    """MENTORING_CLOSED_COMPLAINT_DAYS: for so many days the words of a closed complaint are
    kept (730)."""
    return int(getattr(settings, "MENTORING_CLOSED_COMPLAINT_DAYS", 730))


def elite_share_alarm() -> int:
    """MENTORING_ELITE_SHARE_ALARM: percent of all minutes that may go to the strong before a
    craft centre is pointed out (30)."""
    return int(getattr(settings, "MENTORING_ELITE_SHARE_ALARM", 30))


def import_max_bytes() -> int:
    """MENTORING_IMPORT_MAX_BYTES: the heaviest list taken in as a file (25 MB)."""
    return int(getattr(settings, "MENTORING_IMPORT_MAX_BYTES", 25_000_000))


def import_undo_days() -> int:
    """MENTORING_IMPORT_UNDO_DAYS: so many days a written list can be taken back (30)."""
    return int(getattr(settings, "MENTORING_IMPORT_UNDO_DAYS", 30))


def data_copy_days() -> int:
    """MENTORING_DATA_COPY_DAYS: for so many days a copy of one's data can be fetched (7)."""
    return int(getattr(settings, "MENTORING_DATA_COPY_DAYS", 7))


def stale_copy_seconds() -> int:
    """MENTORING_STALE_COPY_SECONDS: a copy nobody works on for so long is begun again (300)."""
    return int(getattr(settings, "MENTORING_STALE_COPY_SECONDS", 300))
