"""Forms of the breach register."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balai.privacy.models import Breach, BreachNotice


class _MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(label=label, widget=_MomentInput(), initial=timezone.now)


class BreachForm(forms.ModelForm):
    noticed_at = _moment(_("When was it noticed?"))

    class Meta:
        model = Breach
        fields = [
            "title",
            "noticed_at",
            "happened",
            "what_data",
            "is_specific",
            "people_count",
            "handling",
        ]
        labels = {
            "title": _("What happened, in a few words?"),
            "happened": _("What happened, and how was it noticed?"),
            "what_data": _("Which data?"),
            "is_specific": _("Specific data is among it: health, children, money"),
            "people_count": _("How many people, as far as known?"),
            "handling": _("What was done about it?"),
        }
        help_texts = {
            "title": _("For example: office phone lost. No names of the people whose data it is."),
            "what_data": _("For example: names and phone numbers of members of eight groups."),
        }
        widgets = {
            "happened": forms.Textarea(attrs={"rows": 3}),
            "what_data": forms.Textarea(attrs={"rows": 3}),
            "handling": forms.Textarea(attrs={"rows": 3}),
        }


class ToldForm(forms.ModelForm):
    told_at = _moment(_("When?"))

    class Meta:
        model = BreachNotice
        fields = ["told", "told_at", "how", "is_waived"]
        labels = {
            "told": _("Who was told?"),
            "how": _("How, and in which words?"),
            "is_waived": _("They need not be told"),
        }
        help_texts = {
            "how": _("For example: letter to each, with which data, when, and what we did."),
        }
        widgets = {"how": forms.Textarea(attrs={"rows": 2})}
