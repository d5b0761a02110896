"""Forms with cards: signing in, and choosing a PIN."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from balai.accounts.cards import codes
from balai.accounts.cards.services import holder_of
from balai.accounts.models import User
from balai.accounts.throttle import WAIT_MINUTES, Gate, client_address
from balai.errors import SiteError


def _pin_field(**more: Any) -> forms.CharField:
    digits = {"inputmode": "numeric", "autocomplete": "off", "maxlength": codes.PIN_LENGTH}
    return forms.CharField(
        label=_("PIN"), widget=forms.PasswordInput(attrs=digits), strip=True, **more
    )


class CardSignInForm(forms.Form):
    """Code and PIN; after too many wrong tries nothing is even compared for a while."""

    code = forms.CharField(
        label=_("Code on the card"),
        max_length=40,
        help_text=_("Sixteen letters and digits below the square picture."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )
    pin = _pin_field(help_text=_("Six digits."))

    def __init__(self, *args: Any, request: HttpRequest, was_scanned: bool, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.request = request
        self.user: User | None = None
        if was_scanned:
            self.fields["code"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        code = codes.normalised(cleaned.get("code", ""))
        gate = Gate("card", code, client_address(self.request))
        if gate.is_closed():
            raise ValidationError(
                _("Too many wrong tries. Wait %(minutes)d minutes, or ask for a new card."),
                code="too_many_tries",
                params={"minutes": WAIT_MINUTES},
            )
        if self.errors:
            return cleaned
        try:
            self.user = holder_of(code=code, pin=cleaned["pin"])
        except SiteError as refusal:
            gate.count()
            raise ValidationError(str(refusal), code=refusal.code) from refusal
        gate.forget_name()
        return cleaned


class NewCardForm(forms.Form):
    pin = _pin_field(
        required=False,
        help_text=_("Let her choose six digits and type them herself. Empty: random digits."),
    )
