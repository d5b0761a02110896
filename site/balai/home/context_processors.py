"""What every template may name without its view saying so."""

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from balai.home.models import Organisation

CACHE_KEY = "home.organisation"


def organisation(request: HttpRequest) -> dict[str, Any]:
    """`organisation`: the settings row, read from the cache and only if a template asks."""
    return {"organisation": SimpleLazyObject(current_organisation)}


def current_organisation() -> Organisation:
    found = cache.get(CACHE_KEY)
    if found is None:
        found = Organisation.objects.select_related("logo").first() or Organisation.load()
        # Worked out before it is kept, so that a page reads no picture tables.
        found.logo_url, found.colour_sheet  # noqa: B018 - cached properties
        cache.set(CACHE_KEY, found, 300)
    return found
