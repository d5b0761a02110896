"""Forms of identity numbers: typed once, and asked for in clear text with a reason."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentoring.registry.models import MissingReason


class IdentifierForm(forms.Form):
    """A number, or why there is none; never shown again once it was typed."""

    number = forms.CharField(
        label=_("Number"),
        required=False,
        max_length=60,
        help_text=_("As on the card. Spaces do no harm."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    missing_reason = forms.ChoiceField(
        label=_("No number?"),
        choices=[("", _("There is one")), *MissingReason.choices],
        required=False,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if bool(said.get("number")) == bool(said.get("missing_reason")):
            raise ValidationError(_("Type the number, or choose why there is none. One of both."))
        return said


class RevealForm(forms.Form):
    reason = forms.CharField(
        label=_("What for?"),
        required=False,
        max_length=200,
        help_text=_("Your name, the moment and this reason are kept."),
    )
