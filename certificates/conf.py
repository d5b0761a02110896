"""The settings of this plugin, one function each, read when called.

README.md names every one of them with its default.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

# Task names. Work is queued by these names, so that services never import tasks.
ISSUE_ITEMS = "certificates.issue_items"
MAKE_PACKAGE = "certificates.make_package"
REQUEUE_STALE_ITEMS = "certificates.requeue_stale_items"
PUBLISH_REVOCATION_LISTS = "certificates.publish_revocation_lists"
WORK_ON_PAST = "certificates.work_on_past"


def _setting(name: str, default: Any) -> Any:
    return getattr(settings, f"CERTIFICATES_{name}", default)


def verify_base_url() -> str:
    """Scheme and host the QR code leads to, without a slash at the end.

    Printed on paper for decades: choose an address that will last.
    """
    url = str(_setting("VERIFY_BASE_URL", "") or getattr(settings, "WAGTAILADMIN_BASE_URL", ""))
    if not url.startswith(("http://", "https://")):
        raise ImproperlyConfigured(
            "Set CERTIFICATES_VERIFY_BASE_URL to the public address of the site, "
            'for example "https://sertifikat.example.id".'
        )
    return url.rstrip("/")


def storage_alias() -> str:
    """The entry of STORAGES that keeps issued PDFs; never one with a public address."""
    return str(_setting("STORAGE", "private"))


def keys_folder() -> Path:
    """The folder of the private keys: outside the database, the media and every backup of them.

    On several machines a folder that all workers mount, readable by their user alone.
    """
    folder = str(_setting("KEYS_FOLDER", ""))
    if not folder:
        raise ImproperlyConfigured(
            "Set CERTIFICATES_KEYS_FOLDER to a folder that only the workers can read, "
            'for example "/srv/keys".'
        )
    return Path(folder)


def items_per_task() -> int:
    """How many certificates one message to a worker stands for, at most."""
    return int(_setting("ITEMS_PER_TASK", 25))


def stale_after_seconds() -> int:
    """How long an item may be silent before the sweep gives it to another worker."""
    return int(_setting("STALE_AFTER_SECONDS", 60))


def package_hours() -> int:
    """How many hours a print file or zip may be fetched by who asked for it."""
    return int(_setting("PACKAGE_HOURS", 24))


def past_upload_bytes() -> int:
    """The largest table, and the most bytes of scans, that are taken at once."""
    return int(_setting("PAST_UPLOAD_BYTES", 200_000_000))


def past_undo_days() -> int:
    """How many days a list of past certificates may be taken back as a whole; a list that nobody
    kept is forgotten after as many."""
    return int(_setting("PAST_UNDO_DAYS", 30))


def unknown_codes_per_address() -> int:
    """How many unknown codes one address may try within the throttle window."""
    return int(_setting("UNKNOWN_CODES_PER_ADDRESS", 30))


def throttle_seconds() -> int:
    """Length of the throttle window."""
    return int(_setting("THROTTLE_SECONDS", 600))


def wrong_comparisons_per_code() -> int:
    """How often a day, from all addresses together, something may be typed about one certificate
    that its paper does not say. Ten times what one address may: one alone shuts nobody out."""
    return int(_setting("WRONG_COMPARISONS_PER_CODE", 50))


def wrong_comparisons_per_address() -> int:
    """The same from one address, about one certificate. Few, or birth dates could be found."""
    return int(_setting("WRONG_COMPARISONS_PER_ADDRESS", 5))


def revocation_list_days() -> int:
    """How long a signed list of revoked certificates may be relied on without signal."""
    return int(_setting("REVOCATION_LIST_DAYS", 14))


def throttle_cache() -> str:
    """The entry of CACHES that counts unknown codes; all web processes must share it.

    Best one that nobody can fill up from outside: a full cache forgets, and who was throttled
    may guess again.
    """
    own = "throttle" if "throttle" in settings.CACHES else "default"
    return str(_setting("THROTTLE_CACHE", own))


def address_header() -> str:
    """The header a front server overwrites with the visitor's address, for example X-Real-IP.

    Empty: the connection's own address counts. Never a header visitors can set themselves.
    """
    return str(_setting("ADDRESS_HEADER", ""))
