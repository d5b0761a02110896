"""What people type: a code, an issue date, a reason."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.codes import LENGTH, read_code
from certificates.models import RevocationReason


class CodeForm(forms.Form):
    """A code as printed; forgiving in everything that cannot be meant otherwise."""

    kode = forms.CharField(
        label=_("Code on the certificate"),
        max_length=60,
        help_text=_("For example ABCD-1234-EFGHJ. Small letters are fine."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "inputmode": "text",
            }
        ),
    )

    def clean_kode(self) -> str:
        reading = read_code(self.cleaned_data["kode"])
        if not reading.is_complete:
            raise forms.ValidationError(
                _("The code has %(needed)d letters and digits; you typed %(typed)d."),
                code="incomplete_code",
                params={"needed": LENGTH, "typed": len(reading.code)},
            )
        return reading.code


class PrepareForm(forms.Form):
    """The date on the paper."""

    issued_on = forms.DateField(
        label=_("Issue date"),
        help_text=_("Printed on the certificates. Not before the last day of the training."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"issued_on": today}, **kwargs)


class RevokeForm(forms.Form):
    """Why a certificate is taken back: the class for everybody, the note for the issuer."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=RevocationReason.choices,
        widget=forms.RadioSelect,
        help_text=_("Everybody who checks the certificate sees this."),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only your own issuer sees this."),
    )
