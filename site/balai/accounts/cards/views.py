"""What people see of cards: signing in with one, and making them."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from balai.accounts.cards import codes
from balai.accounts.cards.forms import CardSignInForm, NewCardForm
from balai.accounts.cards.keeping import CardHolder, group_kept_by, holder_kept_by
from balai.accounts.cards.services import (
    NewCard,
    holder_of,
    make_card,
    make_cards,
    switch_off_card,
)
from balai.accounts.cards.sheet import card_sheet, qr_picture
from balai.accounts.models import SignInCard, User
from balai.accounts.permissions import signs_in_with_password
from balai.accounts.second_factor.signing_in import finish_sign_in
from balai.accounts.throttle import Gate, client_address
from balai.errors import SiteError
from balai.home.context_processors import current_organisation

BEGAN_BY_CARD = "began_by_card"

# Hashing a PIN takes a third of a second on purpose.
AT_ONCE = 20


@never_cache
@sensitive_post_parameters("code", "pin")
def sign_in(request: HttpRequest, code: str = "") -> HttpResponse:
    """With the card's code scanned (in the address) or typed, and the PIN."""
    was_scanned = codes.is_code(codes.normalised(code))
    form = CardSignInForm(
        request.POST if request.method == "POST" else None,
        initial={"code": code},
        request=request,
        was_scanned=was_scanned,
    )
    if form.is_valid() and form.user is not None:
        desk = resolve_url(settings.LOGIN_REDIRECT_URL)
        answer = finish_sign_in(request, form.user, next_url=desk)
        request.session[BEGAN_BY_CARD] = True
        return answer
    return render(
        request, "accounts/cards/sign_in.html", {"form": form, "was_scanned": was_scanned}
    )


def is_lent(request: HttpRequest) -> bool:
    """Whether a card opened this session: whoever made it, or printed it, knows its PIN.

    An account without a password of its own is opened in no other way.
    """
    return BEGAN_BY_CARD in request.session or not request.user.has_usable_password()


@login_required
@never_cache
def group_cards(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Who of a group has a card; POST makes a sheet for those who have none."""
    kept = group_kept_by(request.user, key)
    if kept is None:
        raise Http404
    keeping, group = kept
    rows = _rows(group.holders)
    if request.method == "POST":
        without = [row["holder"] for row in rows if row["may_hold"] and row["card"] is None]
        users = [keeping.account_of(holder) for holder in without[:AT_ONCE]]
        made = make_cards(users=users, made_by=request.user)
        return _sheet(made) if made else redirect(request.path)
    missing = sum(row["may_hold"] and row["card"] is None for row in rows)
    context = {"group": group, "rows": rows, "missing": missing, "at_once": AT_ONCE}
    return render(request, "accounts/cards/group.html", context)


def _rows(holders: Any) -> list[dict[str, Any]]:
    """Each holder with the card in use, if any; two queries for any number."""
    user_ids = [holder.user_id for holder in holders if holder.user_id]
    cards = {card.user_id: card for card in SignInCard.objects.in_use().filter(user__in=user_ids)}
    barred = signs_in_with_password(user_ids)
    return [
        {
            "holder": holder,
            "card": cards.get(holder.user_id),
            "may_hold": holder.user_id not in barred,
        }
        for holder in holders
    ]


@login_required
@never_cache
@sensitive_post_parameters("pin")
def new_card(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Make one person's card, or replace it; the answer to the POST shows it, once."""
    kept = holder_kept_by(request.user, key)
    if kept is None:
        raise Http404
    keeping, holder = kept
    form = NewCardForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            user = keeping.account_of(holder)
            made = make_card(user=user, made_by=request.user, pin=form.cleaned_data["pin"])
        except SiteError as refusal:
            form.add_error("pin", str(refusal))
        else:
            context = {"holder": holder, "card": made, "qr": qr_picture(made)}
            return render(request, "accounts/cards/made.html", context)
    return render(request, "accounts/cards/new.html", {"form": form, **_state(holder)})


def _state(holder: CardHolder) -> dict[str, Any]:
    return _rows([holder])[0]


@login_required
@require_POST
def switch_off(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A lost card stops at once, also where nobody can make a new one now."""
    kept = holder_kept_by(request.user, key)
    if kept is None or kept[1].user_id is None:
        raise Http404
    try:
        switch_off_card(user=User.objects.get(pk=kept[1].user_id), switched_off_by=request.user)
    except SiteError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The card no longer works."))
    return redirect("accounts:new_card", key)


@login_required
@never_cache
@require_POST
@sensitive_post_parameters("code", "pin")
def print_card(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The sheet of a card just made: its page sends back what nothing else knows any more."""
    kept = holder_kept_by(request.user, key)
    code = codes.normalised(request.POST.get("code", ""))
    pin = request.POST.get("pin", "")
    gate = Gate("card", code, client_address(request))
    if kept is None or gate.is_closed():
        raise Http404
    try:
        user = holder_of(code=code, pin=pin)
    except SiteError as refusal:
        gate.count()
        raise Http404 from refusal
    if user.pk != kept[1].user_id:
        raise Http404
    return _sheet([NewCard(user.get_full_name(), code, pin, replaces=False)])


def _sheet(cards: list[NewCard]) -> HttpResponse:
    pdf = card_sheet(cards, organisation=current_organisation().name)
    headers = {"Content-Disposition": 'attachment; filename="kartu-masuk.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
