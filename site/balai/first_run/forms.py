"""The form before anybody is signed in: who the first administrator is."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def _password(label: Any, **kwargs: Any) -> forms.CharField:
    # The typed password is given back after a mistake elsewhere: nothing typed is lost.
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True)
    return forms.CharField(label=label, strip=False, widget=widget, **kwargs)


class FirstAdministratorForm(forms.Form):
    setup_code = forms.CharField(
        label=_("Set-up code"),
        max_length=20,
        help_text=_("Eight letters and digits. It stands where the site was started."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    full_name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = forms.CharField(
        label=_("Account name"),
        max_length=150,
        validators=get_user_model()._meta.get_field("username").validators,
        help_text=_("With it you sign in. Small letters and digits, without spaces."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "username"}),
    )
    password = _password(_("Password"), help_text=_("At least ten letters or digits."))
    repeated = _password(_("The same once more"))

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        password, repeated = answers.get("password"), answers.get("repeated")
        if password and repeated and password != repeated:
            self.add_error("repeated", _("The two passwords differ. Write the same twice."))
        if password:
            person = get_user_model()(
                username=answers.get("username", ""), full_name=answers.get("full_name", "")
            )
            try:
                validate_password(password, person)
            except ValidationError as weak:
                self.add_error("password", weak)
        return answers
