"""What a lesson should say instead."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ProposalForm(forms.Form):
    """What was seen, and what the lesson should say instead."""

    proposal_id = forms.UUIDField(widget=forms.HiddenInput)
    evidence = forms.CharField(
        label=_("What did you see?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example: five members did not know this tool."),
    )
    proposal = forms.CharField(
        label=_("What should change in the lesson?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
