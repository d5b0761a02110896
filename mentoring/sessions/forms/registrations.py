"""Forms of registering for a training, and of deciding on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.phones import e164
from mentoring.registry.models import Membership


class RegisterForm(forms.Form):
    """What is needed to find somebody again, and no more."""

    full_name = forms.CharField(
        label=_("Your name"), max_length=100, help_text=_("As on your identity card.")
    )
    hamlet = forms.CharField(label=_("Hamlet or village"), max_length=80)
    group_name = forms.CharField(
        label=_("Name of your group"),
        max_length=120,
        required=False,
        help_text=_("If you are in one. Your facilitator knows it."),
    )
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    agrees = forms.BooleanField(
        label=_(
            "I agree that the training centre and the coordinator keep these lines until they "
            "have decided, and call me about it."
        ),
        error_messages={"required": _("Without your yes nothing is kept, so nobody can call you.")},
    )

    def clean_phone(self) -> str:
        said = self.cleaned_data["phone"].strip()
        if not said:
            return ""
        try:
            return e164(said)
        except ValueError as no_number:
            raise forms.ValidationError(
                _("This is no telephone number. Correct it, or leave it empty.")
            ) from no_number


class AcceptForm(forms.Form):
    """Which member of which group the registration is from."""

    membership = forms.ModelChoiceField(
        label=_("Who is she?"),
        queryset=Membership.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose the member she is.")},
    )

    def __init__(self, *args: Any, memberships: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["membership"]
        field.queryset = memberships
        field.label_from_instance = self._named

    @staticmethod
    def _named(membership: Membership) -> str:
        person, group = membership.person, membership.group
        return f"{person.full_name} ({person.hamlet or '–'}), {group.name}"


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Why not this time"),
        max_length=200,
        help_text=_("Tell her this when she asks. For example: the class is full."),
    )
