"""Forms about one's own account, signing in, and inviting others."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from balai.accounts.phones import normalised
from balai.accounts.roles import ROLE_NAMES
from balai.accounts.throttle import WAIT_MINUTES, Gate, client_address


class SignInForm(AuthenticationForm):
    """Name and password; after too many wrong tries nothing is even compared for a while."""

    error_messages = {
        "invalid_login": _(
            "Name and password do not belong together. Look at capital and small letters, "
            "then try again."
        ),
        "inactive": _("This account is switched off. Ask an administrator."),
        "too_many_tries": _(
            "Too many wrong tries. Wait %(minutes)d minutes, or ask an administrator "
            "for a new link."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Account name")
        self.fields["password"].label = _("Password")

    def confirm_login_allowed(self, user: Any) -> None:
        """A demo account never signs in on a public server, whatever else was forgotten."""
        super().confirm_login_allowed(user)
        if user.is_demo and getattr(settings, "PRODUCTION", False):
            raise ValidationError(self.error_messages["inactive"], code="inactive")

    def clean(self) -> dict[str, Any]:
        name = self.cleaned_data.get("username", "")
        gate = Gate("sign_in", name, client_address(self.request), is_known=True)
        if gate.is_closed():
            raise ValidationError(
                self.error_messages["too_many_tries"],
                code="too_many_tries",
                params={"minutes": WAIT_MINUTES},
            )
        try:
            cleaned = super().clean()
        except ValidationError:
            gate.count()
            raise
        gate.forget_name()
        return cleaned


class _PhoneMixin(forms.Form):
    def clean_phone(self) -> str:
        return normalised(self.cleaned_data.get("phone", ""))


def _phone_field() -> forms.CharField:
    # Not the model's own field: that one wants the international form, people do not.
    return forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=32,
        help_text=_("For example 0812 3456 7890."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )


class AccountForm(_PhoneMixin, forms.ModelForm):
    phone = _phone_field()

    class Meta:
        model = get_user_model()
        fields = ["full_name", "phone", "email", "preferred_language"]
        labels = {
            "full_name": _("Name"),
            "email": _("E-mail"),
            "preferred_language": _("Language"),
        }
        widgets = {
            "full_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "preferred_language": forms.RadioSelect,
        }


class _NewPasswordMixin:
    """Django's words for new passwords, said shorter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = self.fields  # type: ignore[attr-defined]
        fields["new_password1"].label = _("New password")
        fields["new_password1"].help_text = _("At least ten letters or digits.")
        fields["new_password2"].label = _("The same once more")
        fields["new_password2"].help_text = ""


class NewPasswordForm(_NewPasswordMixin, SetPasswordForm):
    pass


class ChangePasswordForm(_NewPasswordMixin, PasswordChangeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Password until now")


class AcceptInvitationForm(NewPasswordForm):
    """What an invited person says: how she is called, and a password of her own."""

    full_name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        help_text=_("As it should stand on papers. One word is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["full_name", "new_password1", "new_password2"]

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["full_name"].initial = user.full_name

    def save(self, commit: bool = True) -> Any:
        self.user.full_name = self.cleaned_data["full_name"]
        return super().save(commit)


class ReasonForm(forms.Form):
    """Why somebody lays hands on another person's account; stands in the log."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=200,
        help_text=_("Stands in the log, for example: phone lost."),
    )


class InvitationForm(_PhoneMixin, forms.ModelForm):
    phone = _phone_field()

    class Meta:
        model = get_user_model()
        fields = ["full_name", "username", "phone", "email", "groups"]
        labels = {
            "full_name": _("Name"),
            "username": _("Account name"),
            "email": _("E-mail"),
            "groups": _("Roles"),
        }
        help_texts = {
            "username": _("Small letters and digits, without spaces, for example siti.tutul."),
            "groups": _("One person may hold several."),
        }
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = self.fields["groups"]
        roles.queryset = Group.objects.filter(name__in=ROLE_NAMES).order_by("pk")
        roles.required = True
        roles.label_from_instance = lambda group: ROLE_NAMES.get(group.name, group.name)
        self.fields["username"].widget.attrs.update(
            {"autocapitalize": "none", "autocomplete": "off"}
        )
