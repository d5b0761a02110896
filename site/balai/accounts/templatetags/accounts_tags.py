"""What a browser calls itself, in two words a person understands."""

import re

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# First match wins: Edge and Opera also call themselves Chrome, Chrome also Safari.
_BROWSERS = [
    ("Edg", "Edge"),
    ("OPR|Opera", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("UCBrowser", "UC Browser"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS", "Chrome"),
    ("Safari", "Safari"),
]
_SYSTEMS = [
    ("Android", "Android"),
    ("iPhone|iPad", "iPhone"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
]


@register.simple_tag
def device_name(user_agent: str) -> str:
    """ "Chrome, Android"; browsers say anything, so the answer is one of a few known names."""
    found = [
        next((name for pattern, name in names if re.search(pattern, user_agent)), "")
        for names in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(part for part in found if part) or _("unknown device")
