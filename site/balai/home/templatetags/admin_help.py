"""The help text at the foot of every page of the Wagtail admin."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from balai.home.admin_help import help_for

register = template.Library()


@register.simple_block_tag(takes_context=True)
def with_help_at_its_foot(context: dict[str, Any], content: str) -> SafeString:
    """`content`, Wagtail's furniture of a page, with the help inside its main part.

    Beside it, the help would lie over long forms: the main part is as high as the
    window. Wagtail has no block there that pages do not replace.
    """
    words = help_for(context["request"])
    section = render_to_string("home/_admin_help.html", {"words": words})
    before, end, after = content.rpartition("</main>")
    return mark_safe(f"{before}{section}{end}{after}")  # noqa: S308 - both are templates' output
