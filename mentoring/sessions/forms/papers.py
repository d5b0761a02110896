"""What kind of attendance paper, in which format, of which month or group, and what for."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.registry.models import CrafterGroup
from mentoring.registry.models.made_papers import MadePaperFormat
from mentoring.sessions.models.papers import LISTS

_LISTS = [(kind.value, kind.label) for kind in LISTS]


class PaperForm(forms.Form):
    kind = forms.ChoiceField(label=_("Which paper"), choices=_LISTS, widget=forms.RadioSelect)
    format = forms.ChoiceField(
        label=_("As"), choices=MadePaperFormat.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("What do you need this list for?"),
        max_length=200,
        help_text=_("It is kept with your name, for example: attendance sheet for the training."),
    )


class RunPaperForm(PaperForm):
    group = forms.ModelChoiceField(
        label=_("Of one group only"),
        queryset=CrafterGroup.objects.none(),
        required=False,
        empty_label=_("all participants"),
    )

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups


class MonthPaperForm(PaperForm):
    month = forms.CharField(
        label=_("Month"),
        max_length=7,
        widget=forms.TextInput(attrs={"type": "month"}),
        help_text=_("Year and month, for example 2026-08."),
    )

    def clean_month(self) -> date:
        said = self.cleaned_data["month"].strip()
        try:
            day = date.fromisoformat(f"{said}-01")
        except ValueError:
            day = None
        if day is None or not 2000 <= day.year <= 2100:
            raise forms.ValidationError(_("Write year and month, for example 2026-08."))
        return day
