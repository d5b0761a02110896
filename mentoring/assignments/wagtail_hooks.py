"""Registrations of assignments."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("mentoring.accept", _("Accept"), _("Assignment accepted"))
    actions.register_action("mentoring.decline", _("Decline"), _("Assignment declined"))
    actions.register_action("mentoring.withdraw", _("Withdraw"), _("Proposal withdrawn"))
