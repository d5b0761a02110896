"""Input of this room's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.field.models import Conflict
from mentoring.field.models.conflicts import RESOLUTION_WORDS
from mentoring.field.readable import FieldOfBoth
from mentoring.offline_records import Resolution

_RESCUE_MEGABYTES = 60


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it signed out?"),
        max_length=300,
        help_text=_("For example: lost, stolen, given back, another phone came."),
    )


class DecisionForm(forms.Form):
    """What becomes of a record that is held."""

    ACCEPT, ASK, DROP = "accept", "ask", "drop"
    decision = forms.ChoiceField(
        label=_("What shall happen?"),
        choices=[
            (ACCEPT, _("Take it over anyway")),
            (ASK, _("Ask the facilitator")),
            (DROP, _("Throw it away")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Why, or what you ask"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The facilitator reads it on her phone. It stays with your name."),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        decision = said.get("decision")
        if decision in (self.ASK, self.DROP) and not str(said.get("note") or "").strip():
            self.add_error("note", _("Say why, so that the facilitator understands it."))
        return said


class ResolutionForm(forms.Form):
    """Which side counts; of a merge, for every field."""

    resolution = forms.ChoiceField(
        label=_("What counts?"), choices=RESOLUTION_WORDS, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Why it is decided so"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, conflict: Conflict, fields: list[FieldOfBoth], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.conflict, self.rows = conflict, fields
        if not conflict.server_values or not conflict.device_values:
            choices = [each for each in RESOLUTION_WORDS if each[0] != Resolution.MERGE]
            self.fields["resolution"].choices = choices  # type: ignore[attr-defined]
        for each in fields:
            self.fields[each.input] = forms.ChoiceField(
                label=each.label,
                required=False,
                choices=[("server", each.server), ("device", each.device)],
                widget=forms.RadioSelect,
            )
            if not each.differs:
                self.fields[each.input].initial = "server"

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("resolution") == Resolution.MERGE:
            for each in self.rows:
                if each.differs and not said.get(each.input):
                    self.add_error(each.input, _("Choose a side."))
        return said

    def chosen(self) -> dict[str, str]:
        """field -> side, for every field; of those that are not shown the sides are the same."""
        both = {**self.conflict.server_values, **self.conflict.device_values}
        shown = {each.name: self.cleaned_data.get(each.input) for each in self.rows}
        return {name: shown.get(name) or "server" for name in both}


class RescueForm(forms.Form):
    file = forms.FileField(
        label=_("Rescue file"),
        help_text=_("The file that the app saved on the phone; its name ends in .json."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > _RESCUE_MEGABYTES * 1_000_000:
            raise forms.ValidationError(
                _("This file is too large (at most %(megabytes)d MB)."),
                params={"megabytes": _RESCUE_MEGABYTES},
            )
        return file
