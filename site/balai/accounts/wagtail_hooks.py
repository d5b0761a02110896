"""Registrations of accounts in the Wagtail admin."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import log

from balai.accounts.cards.views import is_lent
from balai.accounts.permissions import can_change_account
from balai.accounts.personal_data import AccountData

hooks.register("register_lent_sign_ins", is_lent)


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


@hooks.register("before_bulk_action")
def nobody_lays_hands_on_a_superuser(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> None:
    """Wagtail's actions for ticked accounts ask for the permission to change accounts only."""
    for account in _accounts(objects):
        if account.is_superuser and not can_change_account(request.user, account):
            raise PermissionDenied


@hooks.register("after_bulk_action")
def tell_who_was_switched_off(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> None:
    """Wagtail switches ticked accounts off behind everybody's back: no log, no signal.

    Saving once more lets rooms hear of it, as when one account is switched off by itself.
    """
    if action_type != "set_active_state":
        return
    for account in _accounts(objects):
        account.refresh_from_db()
        account.save(update_fields=["is_active"])
        log(account, "wagtail.edit", user=request.user, content_changed=True)


def _accounts(objects: Iterable[Any]) -> list[Any]:
    return [each for each in objects if isinstance(each, get_user_model())]


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
