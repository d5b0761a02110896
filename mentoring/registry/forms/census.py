"""The census as on paper: one head, many lines. And one line by itself."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.registry.forms.place_field import PlaceField
from mentoring.registry.forms.rows import DayInput, offer
from mentoring.registry.models import (
    CensusEntry,
    ConsentLevel,
    CrafterGroup,
    ReachedThrough,
    Sentra,
    Sex,
    Stratum,
)
from mentoring.registry.services import SeenCrafter

LINES = 8
_NOT_SAID = [("", "–")]


class SheetForm(forms.Form):
    """What is the same for every line of a sheet."""

    sentra = forms.ModelChoiceField(label=_("Craft centre"), queryset=None, empty_label=None)
    hamlet = forms.CharField(
        label=_("Hamlet"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "hamlets", "autocomplete": "off"}),
    )
    place = PlaceField(
        label=_("Another village"),
        required=False,
        help_text=_("Only if it is not the village of the craft centre. Name or code."),
    )
    seen_on = forms.DateField(label=_("Day"), widget=DayInput)
    wave = forms.IntegerField(label=_("Wave"), min_value=1, max_value=99, initial=1)
    reached_through = forms.ChoiceField(
        label=_("Who led you there?"),
        choices=ReachedThrough.choices,
        initial=ReachedThrough.WALK_THROUGH,
    )

    def __init__(self, *args: Any, centres: "QuerySet[Sentra]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sentra"].queryset = centres
        self.fields["seen_on"].initial = timezone.localdate()

    def clean_hamlet(self) -> str:
        return " ".join(self.cleaned_data["hamlet"].split())

    def clean_seen_on(self) -> Any:
        seen_on = self.cleaned_data["seen_on"]
        if seen_on > timezone.localdate() or seen_on.year < 2000:
            raise ValidationError(_("Give a day that has been: today or earlier."))
        return seen_on


class LineForm(forms.Form):
    """One crafter. A line without a name is no line."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name or alias"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=[*_NOT_SAID, *Sex.choices], required=False)
    stratum = forms.ChoiceField(
        label=_("Stratum"), choices=[*_NOT_SAID, *Stratum.choices], required=False
    )
    consent_level = forms.ChoiceField(
        label=_("Agreed"), choices=ConsentLevel.choices, initial=ConsentLevel.LISTED_ONLY
    )
    referred_by = forms.CharField(
        label=_("Named by"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        told = [cleaned.get(name) for name in ("sex", "stratum", "referred_by")]
        if any(told) and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write a name or an alias, or empty the line."))
        return cleaned

    def crafter(self, hamlet: str, reached_through: str) -> SeenCrafter:
        said = self.cleaned_data
        return SeenCrafter(
            id=said["key"],
            name=said["name"],
            hamlet=hamlet,
            sex=said["sex"],
            stratum=said["stratum"],
            consent_level=said["consent_level"],
            referred_by=said["referred_by"],
            reached_through=ReachedThrough.REFERRAL if said["referred_by"] else reached_through,
        )


class Sheet:
    """A head and its lines, read and checked together."""

    def __init__(self, data: Any, centres: "QuerySet[Sentra]", initial: dict[str, Any]) -> None:
        self.head = SheetForm(data, centres=centres, initial=initial)
        self.lines = [
            LineForm(data, prefix=f"line{number}", initial={"key": uuid.uuid4()})
            for number in range(LINES)
        ]

    def is_valid(self) -> bool:
        # Each is asked, so that every mistake of the sheet is marked at once.
        fine = [form.is_valid() for form in (self.head, *self.lines)]
        if all(fine) and not self.crafters():
            self.head.add_error(None, _("The sheet is empty. Write at least one name."))
            return False
        return all(fine)

    def crafters(self) -> list[SeenCrafter]:
        head = self.head.cleaned_data
        return [
            line.crafter(head["hamlet"], head["reached_through"])
            for line in self.lines
            if line.cleaned_data["name"]
        ]

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in (self.head, *self.lines))


class EntryForm(forms.ModelForm):
    class Meta:
        model = CensusEntry
        fields = [
            "name",
            "hamlet",
            "sex",
            "craft",
            "stratum",
            "consent_level",
            "reached_through",
            "referred_by",
        ]


class EnrolForm(forms.Form):
    """A crafter of the census becomes a member."""

    group = forms.ModelChoiceField(label=_("Group"), queryset=CrafterGroup.objects.none())
    starts_on = forms.DateField(label=_("Member from"), widget=DayInput)

    def __init__(self, *args: Any, for_user: Any, sentra: Sentra, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["group"], for_user)
        groups = self.fields["group"].queryset.filter(sentra=sentra).order_by("name")
        self.fields["group"].queryset = groups
        self.fields["starts_on"].initial = timezone.localdate()
