"""Verbs on sign-in cards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from balai.accounts.cards import codes
from balai.accounts.errors import (
    CardHolderLockedOut,
    CardOrPinWrong,
    CardReplaced,
    NoCardForThisAccount,
    NoCardInUse,
    PinNotSixDigits,
    PinTooEasy,
)
from balai.accounts.models import SignInCard, User
from balai.accounts.permissions import may_hold_card
from balai.accounts.signals import card_ended
from balai.inbox.services import notify


@dataclass(frozen=True)
class NewCard:
    """A card just made: the only moment at which its code and PIN are known."""

    name: str
    code: str
    pin: str
    replaces: bool

    @property
    def address(self) -> str:
        """What its QR code opens."""
        return card_address(self.code)

    @property
    def printed_code(self) -> str:
        return codes.grouped(self.code)


def card_address(code: str) -> str:
    return settings.BASE_URL.rstrip("/") + reverse("accounts:open_card", args=[code])


@transaction.atomic
def make_card(*, user: User, made_by: User, pin: str = "", now: datetime | None = None) -> NewCard:
    """Return a new card of `user`; one she had before no longer works, and she is told.

    pin: six digits she chose, or "" for random ones. Her sessions on other phones end.
    Who may make cards for whom is asked before (`balai.accounts.cards.keeping`).
    Raises NoCardForThisAccount, PinNotSixDigits, PinTooEasy.
    """
    holder = User.objects.select_for_update().get(pk=user.pk)
    if not may_hold_card(holder):
        raise NoCardForThisAccount(name=holder.get_full_name())
    if pin and not codes.is_pin(pin):
        raise PinNotSixDigits()
    if pin and codes.is_easy(pin):
        raise PinTooEasy()
    now = now or timezone.now()
    replaced = holder.cards.in_use().update(revoked_at=now, revoked_by=made_by)
    new = NewCard(holder.get_full_name(), codes.new_code(), pin or codes.new_pin(), bool(replaced))
    SignInCard.objects.create(
        user=holder,
        code_hash=codes.digest(new.code),
        pin_hash=make_password(new.pin),
        made_at=now,
        made_by=made_by,
    )
    log(holder, "accounts.card_replaced" if replaced else "accounts.card_made", user=made_by)
    if replaced:
        _end_sessions(holder)
        card_ended.send(sender=SignInCard, user=holder, ended_by=made_by)
        _tell(
            holder,
            _("You have a new card"),
            _(
                "The old card and PIN no longer work. %(name)s made the new one. "
                "If you did not ask for it, tell your coordinator."
            ),
            made_by,
        )
    return new


@transaction.atomic
def make_cards(*, users: Sequence[User], made_by: User) -> list[NewCard]:
    """New cards with random PINs, for those of `users` who have none in use; see `make_card`."""
    # Two clicks on one button: the second waits, then finds everybody with a card.
    list(User.objects.select_for_update().filter(pk__in=[user.pk for user in users]))
    have = set(SignInCard.objects.in_use().filter(user__in=users).values_list("user_id", flat=True))
    return [make_card(user=user, made_by=made_by) for user in users if user.pk not in have]


@transaction.atomic
def switch_off_card(*, user: User, switched_off_by: User, now: datetime | None = None) -> None:
    """The card of `user` stops working and is not replaced; her sessions end, and she is told.

    Raises NoCardInUse.
    """
    holder = User.objects.select_for_update().get(pk=user.pk)
    stopped = holder.cards.in_use().update(
        revoked_at=now or timezone.now(), revoked_by=switched_off_by
    )
    if not stopped:
        raise NoCardInUse(name=holder.get_full_name())
    log(holder, "accounts.card_switched_off", user=switched_off_by)
    _end_sessions(holder)
    card_ended.send(sender=SignInCard, user=holder, ended_by=switched_off_by)
    _tell(
        holder,
        _("Your card is switched off"),
        _("The card and PIN no longer work. %(name)s switched them off. Ask for a new card."),
        switched_off_by,
    )


def _end_sessions(holder: User) -> None:
    """Whoever found the old card may be signed in with it: that ends now.

    Sessions are bound to the password, also to one that nobody can use. Somebody with a
    password of her own keeps it.
    """
    if not holder.has_usable_password():
        holder.set_unusable_password()
        holder.save(update_fields=["password"])


def _tell(holder: User, subject: Any, body: Any, who: User) -> None:
    """Leave a message in the holder's language. subject, body: lazy; body names `who`."""
    with translation.override(holder.preferred_language):
        notify(user=holder, subject=str(subject), body=body % {"name": who.get_full_name()})


def holder_of(*, code: str, pin: str) -> User:
    """Return whose card and PIN these are.

    code: as printed or typed. Count wrong tries before asking (`balai.accounts.throttle`).
    Raises CardOrPinWrong, CardReplaced, CardHolderLockedOut.
    """
    found = SignInCard.objects.of_code(codes.normalised(code)).select_related("user").first()
    if found is None or not check_password(pin, found.pin_hash):
        raise CardOrPinWrong()
    if not found.is_in_use():
        raise CardReplaced()
    demo_in_public = found.user.is_demo and getattr(settings, "PRODUCTION", False)
    if demo_in_public or not may_hold_card(found.user):
        raise CardHolderLockedOut()
    return found.user
