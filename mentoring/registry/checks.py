"""System checks: an operator's mistake is a sentence at the start, not a traceback later."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ImproperlyConfigured

from mentoring.registry import conf


@register("mentoring")
def create_user_can_be_called(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not conf.create_user_path():
        return [
            Warning(
                "MENTORING_CREATE_USER is not set: nobody new can become a participant.",
                hint=conf.CREATE_USER_HINT,
                id="mentoring_registry.W001",
            )
        ]
    try:
        conf.create_user()
    except ImproperlyConfigured as wrong:
        return [Error(str(wrong), hint=conf.CREATE_USER_HINT, id="mentoring_registry.E001")]
    return []


@register("mentoring")
def identifier_keys_can_be_used(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not getattr(settings, "MENTORING_IDENTIFIER_KEYS", None):
        return [
            Warning(
                "MENTORING_IDENTIFIER_KEYS is not set: no identity number can be entered.",
                hint=conf.IDENTIFIER_KEYS_HINT,
                id="mentoring_registry.W002",
            )
        ]
    try:
        conf.identifier_keys()
    except ImproperlyConfigured as wrong:
        return [Error(str(wrong), hint=conf.IDENTIFIER_KEYS_HINT, id="mentoring_registry.E002")]
    return []
