"""Pictures of the site's one sprite, `static/balai/icons.svg`."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """The drawing `name` as decoration: a screen reader hears the words beside it only."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("balai/icons.svg"),
        name or "bead",
    )
