"""What people see of accounts: signing in, one's own account, inviting others."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordResetForm
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from balai.accounts import services, tokens
from balai.accounts.forms import (
    AcceptInvitationForm,
    AccountForm,
    ChangePasswordForm,
    InvitationForm,
    NewPasswordForm,
    SignInForm,
)
from balai.accounts.middleware import OFFERED
from balai.accounts.permissions import can_change_account, can_invite
from balai.accounts.second_factor.signing_in import finish_sign_in
from balai.accounts.throttle import Gate, client_address
from balai.errors import SiteError
from balai.inbox.mail import mail_is_configured


def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the reader's language in a cookie and go back to the page they were on.

    A plain link, not a form: a form would need a CSRF cookie on every page, and then
    no page could be rendered once for all readers.
    """
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = redirect(target)
    if code in OFFERED:
        _keep_language(response, code)
    return response


def _keep_language(response: HttpResponse, code: str) -> None:
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=31_536_000, samesite="Lax")


class SignIn(auth_views.LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Wagtail sends whoever may not enter the office here, and from here she would be
        # sent back for ever.
        to_office = self.get_success_url().startswith(reverse("wagtailadmin_home"))
        may_enter = request.user.has_perm("wagtailadmin.access_admin")
        if request.user.is_authenticated and to_office and not may_enter:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Signed in, or first asked for the second factor."""
        return finish_sign_in(self.request, form.get_user(), next_url=self.get_success_url())


@login_required
def account(request: HttpRequest) -> HttpResponse:
    form = AccountForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        with translation.override(user.preferred_language):
            messages.success(request, _("Saved."))
        response = redirect("accounts:account")
        _keep_language(response, user.preferred_language)
        return response
    return render(request, "accounts/account.html", {"form": form})


class ChangePassword(auth_views.PasswordChangeView):
    template_name = "accounts/change_password.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("accounts:account")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        # Django gives the session a new key; without it "sign out everywhere" would not find it.
        UserSession.objects.create_from_request(self.request)
        services.tell_password_changed(user=self.request.user)
        messages.success(self.request, _("Your new password works from now on."))
        return response


class ForgottenPassword(auth_views.PasswordResetView):
    """By e-mail where mail is set up; elsewhere the page says whom to ask and promises nothing."""

    template_name = "accounts/forgotten_password.html"
    email_template_name = "accounts/mail/reset_password.txt"
    subject_template_name = "accounts/mail/reset_password_subject.txt"
    token_generator = tokens.reset_tokens
    success_url = reverse_lazy("accounts:reset_sent")

    def get_form(self, form_class: Any = None) -> PasswordResetForm:
        form = super().get_form(form_class)
        form.fields["email"].label = _("Your e-mail address")
        return form

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        gate = Gate("reset", request.POST.get("email", ""), client_address(request))
        if not mail_is_configured():
            return self.get(request, *args, **kwargs)
        if gate.is_closed():  # the same answer as ever: it tells nobody who has an account
            return redirect(self.success_url)
        gate.count()
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(mail_is_configured=mail_is_configured(), **kwargs)


class ResetSent(auth_views.PasswordResetDoneView):
    template_name = "accounts/reset_sent.html"


class ResetPassword(auth_views.PasswordResetConfirmView):
    template_name = "accounts/reset_password.html"
    form_class = NewPasswordForm
    token_generator = tokens.reset_tokens
    success_url = reverse_lazy("home:desk")

    def get_user(self, uidb64: str) -> Any:
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def form_valid(self, form: Any) -> HttpResponse:
        super().form_valid(form)
        self.tell()
        return finish_sign_in(self.request, self.user, next_url=str(self.success_url))

    def tell(self) -> None:
        services.tell_password_changed(user=self.user)


class AcceptInvitation(ResetPassword):
    template_name = "accounts/accept_invitation.html"
    token_generator = tokens.invitation_tokens
    form_class = AcceptInvitationForm

    def tell(self) -> None:
        """Not the words about a changed password: there was none before."""


@login_required
def invite(request: HttpRequest) -> HttpResponse:
    if not can_invite(request.user):
        raise PermissionDenied
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = services.invite(invited_by=request.user, **form.cleaned_data)
        return redirect("accounts:sign_in_link", pk=person.pk)
    return render(request, "accounts/invite.html", {"form": form})


@login_required
@never_cache
def sign_in_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link for another person. It is shown once, in the answer to the POST."""
    person = get_object_or_404(get_user_model(), pk=pk)
    if not can_change_account(request.user, person):
        raise PermissionDenied
    context: dict[str, Any] = {"person": person}
    if request.method == "POST":
        try:
            context["link"] = services.make_sign_in_link(user=person, made_by=request.user)
        except SiteError as refusal:
            context["refusal"] = str(refusal)
    return render(request, "accounts/sign_in_link.html", context)
