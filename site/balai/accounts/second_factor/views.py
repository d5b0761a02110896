"""Setting up the second factor while signing in, one's sessions, and other people's."""

from typing import Any

import segno
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.stagekit import stash_login
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.totp.views import DeactivateTOTPView
from allauth.usersessions.adapter import get_adapter as sessions_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from balai.accounts.forms import ReasonForm
from balai.accounts.permissions import can_change_account
from balai.accounts.second_factor.forms import SetUpForm
from balai.accounts.second_factor.requirement import has_second_factor, needs_second_factor
from balai.accounts.second_factor.services import (
    end_sessions,
    remove_second_factor,
    set_up_second_factor,
    sign_out_everywhere,
    spare_codes,
)
from balai.accounts.second_factor.stages import SetUpStage
from balai.errors import SiteError

# Kept with the sign-in that set the phone up: another one, begun with the password alone before
# that, must not read the spare codes or go on as if it had shown a code.
_SET_UP_HERE = "set_up_here"

_in_sign_in = login_stage_required(stage=SetUpStage.key, redirect_urlname="accounts:sign_in")


@_in_sign_in
@sensitive_post_parameters("code")
def set_up(request: HttpRequest) -> HttpResponse:
    """Show the square picture; the first right code makes the phone hers."""
    stage = request._login_stage  # type: ignore[attr-defined]
    user = stage.login.user
    if has_second_factor(user):
        return redirect("accounts:keep_codes") if _was_set_up_in(stage) else stage.abort()
    form = SetUpForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        authenticator = set_up_second_factor(user=user, secret=form.secret)
        clear_totp_secret(request)
        post_authentication(request, authenticator)
        stage.state[_SET_UP_HERE] = True
        stash_login(request, stage.login)
        return redirect("accounts:keep_codes")
    context = {"form": form, "person": user, **_square(user, form.secret)}
    return render(request, "accounts/second_factor/set_up.html", context)


def _square(user: Any, secret: str) -> dict[str, Any]:
    """The QR picture, the address in it, and the secret in groups of four to type."""
    address = get_adapter().build_totp_url(user, secret)
    groups = [secret[at : at + 4] for at in range(0, len(secret), 4)]
    return {
        "totp_url": address,
        "totp_svg_data_uri": segno.make(address).svg_data_uri(scale=4, border=4, light="#fff"),
        "secret": " ".join(groups),
    }


@_in_sign_in
def keep_codes(request: HttpRequest) -> HttpResponse:
    """The spare codes, once, before the sign-in ends."""
    stage = request._login_stage  # type: ignore[attr-defined]
    if not has_second_factor(stage.login.user):
        return redirect("accounts:set_up_second_factor")
    if not _was_set_up_in(stage):
        return stage.abort()
    if request.method == "POST":
        return stage.exit()
    codes = spare_codes(user=stage.login.user)
    return render(request, "accounts/second_factor/keep_codes.html", {"codes": codes})


def _was_set_up_in(stage: Any) -> bool:
    return bool(stage.state.get(_SET_UP_HERE))


class Deactivate(DeactivateTOTPView):
    """Who must have a second factor is signed out with it, and sets up the new phone next."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        user = self.request.user
        if needs_second_factor(user):
            end_sessions(user=user)
            self.request.session.flush()
            messages.info(self.request, _("Sign in again to set up the new phone."))
            return redirect("accounts:sign_in")
        return response


@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out one of one's own browsers or phones."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    sessions_adapter().end_sessions([session])
    messages.success(request, _("Signed out there."))
    return redirect("usersessions_list")


@login_required
@never_cache
def security(request: HttpRequest, pk: int) -> HttpResponse:
    """What an administrator can do when somebody lost a phone, or left one open."""
    person = get_object_or_404(get_user_model(), pk=pk)
    if not can_change_account(request.user, person):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _carry_out(request, person, form.cleaned_data["reason"])
        except SiteError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("accounts:security", pk)
    context = {
        "person": person,
        "form": form,
        "has_second_factor": has_second_factor(person),
        "needs_second_factor": needs_second_factor(person),
        "sessions": UserSession.objects.purge_and_list(person),
    }
    return render(request, "accounts/second_factor/security.html", context)


def _carry_out(request: HttpRequest, person: Any, reason: str) -> None:
    if "remove" in request.POST:
        remove_second_factor(user=person, removed_by=request.user, reason=reason)
        messages.success(request, _("Removed. The next sign-in begins with a new phone."))
    else:
        sign_out_everywhere(user=person, signed_out_by=request.user, reason=reason)
        messages.success(request, _("Signed out everywhere."))
