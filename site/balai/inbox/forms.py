from django import forms
from django.utils.translation import gettext_lazy as _


class TestMessageForm(forms.Form):
    address = forms.EmailField(
        label=_("To which address?"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
