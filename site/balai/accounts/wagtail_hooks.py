"""Registrations of accounts in the Wagtail admin."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from balai.accounts.permissions import can_change_account
from balai.accounts.personal_data import AccountData


@hooks.register("register_user_listing_buttons")
def sign_in_link_button(user: Any, request_user: Any) -> Iterator[Button]:
    if can_change_account(request_user, user):
        yield Button(
            _("Make a sign-in link"),
            reverse("accounts:sign_in_link", args=[user.pk]),
            icon_name="key",
            priority=30,
        )
        yield Button(
            _("Sign-in and devices"),
            reverse("accounts:security", args=[user.pk]),
            icon_name="lock",
            priority=40,
        )


@hooks.register("register_log_actions")
def account_log_actions(actions: Any) -> None:
    actions.register_action(
        "accounts.sign_in_link", _("Make a sign-in link"), _("Made a sign-in link")
    )
    actions.register_action(
        "accounts.second_factor_set_up",
        _("Set up a second factor"),
        _("Set up a second factor"),
    )
    actions.register_action(
        "accounts.second_factor_removed",
        _("Remove a second factor"),
        _("Removed a second factor"),
    )
    actions.register_action(
        "accounts.signed_out", _("Sign out everywhere"), _("Signed out everywhere")
    )
    actions.register_action("accounts.card_made", _("Make a card"), _("Made a sign-in card"))
    actions.register_action(
        "accounts.card_switched_off",
        _("Switch a card off"),
        _("Switched a sign-in card off"),
    )
    actions.register_action(
        "accounts.card_replaced", _("Replace a card"), _("Replaced a sign-in card")
    )


@hooks.register("register_personal_data")
def data_of_accounts() -> AccountData:
    return AccountData()
