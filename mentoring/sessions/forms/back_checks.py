"""Drawing lots for back-checks, giving them to somebody, and saying what was found."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from mentoring.registry.forms import PlaceField
from mentoring.sessions.models import AskedAgain
from mentoring.sessions.services.back_checks import Finding

# Lots are drawn of the running month and of those before it.
MONTHS_BACK = 6
_LONGEST = 300


class _AskerField(forms.ModelChoiceField):
    def label_from_instance(self, user: Any) -> str:
        return user.get_full_name() or user.get_username()


class DrawForm(forms.Form):
    place = PlaceField(
        label=_("Place"),
        help_text=_("Name or code of a place you coordinate, a village or larger."),
    )
    month = forms.ChoiceField(label=_("Month"))
    asker = _AskerField(
        label=_("Who asks again"),
        queryset=None,
        required=False,
        empty_label=_("I do it myself"),
        help_text=_("Never the facilitator whose visit it is: of her visits you ask."),
    )

    def __init__(self, *args: Any, places: Any, askers: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].offer(places)
        self.fields["asker"].queryset = askers
        first = today.replace(day=1)
        months = [first - relativedelta(months=back) for back in range(MONTHS_BACK)]
        self.fields["month"].choices = [
            (month.isoformat(), date_format(month, "F Y")) for month in months
        ]

    def clean_month(self) -> date:
        return date.fromisoformat(self.cleaned_data["month"])


class AssignForm(forms.Form):
    asker = _AskerField(label=_("Who asks again"), queryset=None, empty_label=None)

    def __init__(self, *args: Any, askers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asker"].queryset = askers


class FindingsForm(forms.Form):
    """One question for each thing the record says something about (`told_items`)."""

    informant = forms.CharField(
        label=_("Whom did you ask?"),
        help_text=_("Somebody who was there, or should have been."),
        max_length=120,
    )

    def __init__(self, *args: Any, told: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told = told
        for item, words in told.items():
            self.fields[f"agrees_{item}"] = forms.ChoiceField(
                label=AskedAgain(item).label,
                help_text=words,
                choices=[("yes", _("It agrees")), ("no", _("It was different"))],
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"found_{item}"] = forms.CharField(
                label=_("What you found"), max_length=_LONGEST, required=False
            )
        self.fields["note"] = forms.CharField(
            label=_("Note"),
            max_length=1000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def questions(self) -> list[dict[str, forms.BoundField]]:
        """The questions as they are shown: each is to be answered, but for a visit that did not
        take place, which `clean` alone knows."""
        for item in self.told:
            self.fields[f"agrees_{item}"].required = True
        return [
            {"agrees": self[f"agrees_{item}"], "found": self[f"found_{item}"]} for item in self.told
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        took_place = said.get(f"agrees_{AskedAgain.HAPPENED}") != "no"
        for item in self.told:
            answer = said.get(f"agrees_{item}")
            is_asked = took_place or item == AskedAgain.HAPPENED
            if is_asked and not answer and f"agrees_{item}" not in self.errors:
                self.add_error(f"agrees_{item}", _("Say whether it agrees."))
            if is_asked and answer == "no" and not said.get(f"found_{item}"):
                self.add_error(f"found_{item}", _("Write what you found."))
        return said

    def findings(self) -> dict[str, Finding]:
        said = self.cleaned_data
        return {
            item: Finding(said[f"agrees_{item}"] == "yes", said[f"found_{item}"])
            for item in self.told
            if said[f"agrees_{item}"]
        }
