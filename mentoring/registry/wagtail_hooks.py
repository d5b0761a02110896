"""Registrations of the registry."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from mentoring.registry.holders import HolderSource


@hooks.register("register_certificate_holders")
def certificate_holders() -> HolderSource:
    return HolderSource()


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("mentoring.end", _("End"), _("Last day set"))
