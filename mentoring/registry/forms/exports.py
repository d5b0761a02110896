"""The question before a list with names leaves."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("What do you need this list for?"),
        max_length=200,
        help_text=_("It is kept with your name, for example: attendance sheet for the training."),
    )
