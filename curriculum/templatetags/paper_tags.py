"""Small questions that the templates of paper ask."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(values: Mapping[str, Any], key: str) -> Any:
    """What `values` have under a key that is itself a value."""
    return values[key]
