"""The settings of this plugin, one function each, read when called.

README.md names every one of them with its default.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

# Task names. Work is queued by these names, so that services never import tasks.
ISSUE_ITEMS = "certificates.issue_items"
REQUEUE_STALE_ITEMS = "certificates.requeue_stale_items"


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


def items_per_task() -> int:
    """How many certificates one message to a worker stands for, at most."""
    return int(_setting("ITEMS_PER_TASK", 25))


def stale_after_seconds() -> int:
    """How long an item may be silent before the sweep gives it to another worker."""
    return int(_setting("STALE_AFTER_SECONDS", 60))


def unknown_codes_per_address() -> int:
    """How many unknown codes one address may try within the throttle window."""
    return int(_setting("UNKNOWN_CODES_PER_ADDRESS", 30))


def throttle_seconds() -> int:
    """Length of the throttle window."""
    return int(_setting("THROTTLE_SECONDS", 600))


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
