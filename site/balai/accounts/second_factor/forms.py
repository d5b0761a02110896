"""Codes from a phone or from the sheet of spare codes, and the password once more."""

from typing import Any

from allauth.account.forms import ReauthenticateForm as AllauthPasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm as AllauthCodeForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthCodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from balai.accounts.throttle import WAIT_MINUTES, Gate, client_address


class _CodeMixin(forms.Form):
    """Six digits; after five wrong ones nothing is compared for a quarter of an hour.

    Counted apart from allauth's own limit, where guests cannot make it forgotten.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Code")
        code.max_length = 20
        code.widget = forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 20}
        )

    def clean_code(self) -> str:
        user = self.user  # type: ignore[attr-defined]
        gate = Gate("second_factor", str(user.pk), client_address(context.request))
        if gate.is_closed():
            raise ValidationError(
                _("Too many wrong codes. Wait %(minutes)d minutes, then try again."),
                code="too_many_tries",
                params={"minutes": WAIT_MINUTES},
            )
        self.cleaned_data["code"] = self.cleaned_data["code"].replace(" ", "").replace("-", "")
        try:
            code = super().clean_code()  # type: ignore[misc]
        except ValidationError as wrong:
            gate.count()
            raise ValidationError(
                _("This code is not right, or too old. Wait for the next one and type that."),
                code="incorrect_code",
            ) from wrong
        gate.forget_name()
        return code


class CodeForm(_CodeMixin, AllauthCodeForm):
    pass


class CodeAgainForm(_CodeMixin, AllauthCodeAgainForm):
    pass


class SetUpForm(_CodeMixin, AllauthActivateForm):
    pass


class PasswordAgainForm(AllauthPasswordForm):
    """allauth's field points at a page of allauth's for a forgotten password; ours does not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )

    def clean_password(self) -> str:
        address = client_address(context.request)
        gate = Gate("sign_in", self.user.get_username(), address, is_known=True)
        if gate.is_closed():
            raise ValidationError(
                _("Too many wrong tries. Wait %(minutes)d minutes, then try again."),
                code="too_many_tries",
                params={"minutes": WAIT_MINUTES},
            )
        if not self.user.check_password(self.cleaned_data["password"]):
            gate.count()
            raise ValidationError(_("This is not your password."), code="incorrect_password")
        gate.forget_name()
        return self.cleaned_data["password"]
