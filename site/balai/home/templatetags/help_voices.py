"""The voice beside a page's help, where there is one."""

from typing import Any

from django import template
from django.utils.translation import get_language

from balai.home.spoken_help import LANGUAGE, spoken_help

register = template.Library()


@register.inclusion_tag("home/_help_voice.html", takes_context=True)
def help_voice(context: Any) -> dict[str, Any]:
    """Nothing on pages without a recording, and in languages the voice does not speak."""
    match = getattr(context.get("request"), "resolver_match", None)
    key = context.get("spoken_help") or (match.view_name if match else "")
    found = spoken_help().get(key) if get_language() == LANGUAGE else None
    if found is None:
        return {}
    return {"opus": f"balai/help/{found.name}.opus", "mp3": f"balai/help/{found.name}.mp3"}
