"""What a coordinator says to sessions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.sessions.models import PairState


class ReviewForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            ("accept", _("Accept")),
            ("return", _("Give back to be corrected")),
            ("credit", _("Let it count in figures")),
        ],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("Comment"),
        help_text=_("Who recorded it reads this on her phone."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PairForm(forms.Form):
    state = forms.ChoiceField(
        label=_("What are they?"), choices=PairState.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Why"), max_length=200, required=False)
