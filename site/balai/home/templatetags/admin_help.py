"""The help text at the foot of every page of the Wagtail admin."""

from typing import Any

from django import template

from balai.home.admin_help import help_for

register = template.Library()


@register.simple_tag(takes_context=True)
def admin_help(context: dict[str, Any]) -> str:
    return help_for(context["request"])
