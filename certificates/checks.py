"""System checks: what must be right before documents are made."""

import ctypes
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ImproperlyConfigured

from certificates import conf

# Asking the loader is quick; importing WeasyPrint would cost every command half a second.
_PANGO = ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0-0.dll")


@register()
def documents_can_be_made(**kwargs: Any) -> list[CheckMessage]:
    """WeasyPrint needs Pango; without it nothing can be printed, but the site still runs."""
    if any(_loads(name) for name in _PANGO):
        return []
    return [
        Warning(
            "Certificates cannot be printed: the system library Pango is missing.",
            hint="Install it, on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0",
            id="certificates.W001",
        )
    ]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


@register()
def documents_have_a_private_place(**kwargs: Any) -> list[CheckMessage]:
    if conf.storage_alias() in settings.STORAGES:
        return []
    return [
        Error(
            f"STORAGES has no entry {conf.storage_alias()!r}, where issued PDFs lie.",
            hint="Add a storage without a public address, or name one in CERTIFICATES_STORAGE.",
            id="certificates.E001",
        )
    ]


@register()
def codes_lead_somewhere(**kwargs: Any) -> list[CheckMessage]:
    try:
        conf.verify_base_url()
    except ImproperlyConfigured as problem:
        return [Error(str(problem), id="certificates.E002")]
    return []
