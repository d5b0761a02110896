"""Registrations of this room."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("mentoring.invite_phone", _("Invite a phone"), _("Phone invited"))
    actions.register_action("mentoring.set_up_phone", _("Set up a phone"), _("Phone set up"))
    actions.register_action("mentoring.revoke_phone", _("Sign out a phone"), _("Phone signed out"))
    actions.register_action("mentoring.phone_emptied", _("Empty a phone"), _("Phone emptied"))
    actions.register_action("mentoring.give_unlock_code", _("Give a code"), _("Code given"))
    actions.register_action(
        "mentoring.unlock_phone", _("Open a phone"), _("Phone opened by a code")
    )
    actions.register_action(
        "mentoring.rescue_phone", _("Rescue a phone"), _("Rescue file taken in")
    )
    actions.register_action("mentoring.accept_record", _("Take over"), _("Record taken over"))
    actions.register_action("mentoring.return_record", _("Ask back"), _("Facilitator asked"))
    actions.register_action("mentoring.drop_record", _("Throw away"), _("Record thrown away"))
    actions.register_action("mentoring.resolve_conflict", _("Decide"), _("Difference decided"))
