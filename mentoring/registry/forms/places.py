"""Forms and choosers of places and craft centres."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.registry.forms.place_field import PlaceField
from mentoring.registry.forms.rows import DayInput, RowChooser, RowForm, SearchForm
from mentoring.registry.models import Place, PlaceChangeKind, Sentra
from mentoring.registry.place_search import places_matching

BECAME = (
    (PlaceChangeKind.RENAME.value, _("It has another code")),
    (PlaceChangeKind.MERGE.value, _("It became part of another place")),
    (PlaceChangeKind.SPLIT.value, _("It was split into several")),
)


class PlaceChooser(RowChooser):
    model = Place
    chooser_modal_url_name = "mentoring_place_chooser:choose"
    choose_one_text = _("Choose a place")
    choose_another_text = _("Choose another place")
    icon = "site"


class PlaceSearchForm(SearchForm):
    """Finds by name, by a name and the places above it, and by a code however it is written."""

    def filter(self, objects: QuerySet) -> QuerySet:
        wanted = self.cleaned_data.get("q")
        if not wanted:
            return objects.select_related("parent__parent__parent")
        self.is_searching, self.search_query = True, wanted
        return places_matching(wanted, objects)


class PlaceListForm(forms.Form):
    """The national list as a file."""

    file = forms.FileField(
        label=_("File"), widget=forms.FileInput(attrs={"accept": ".csv,text/csv"})
    )
    happened_on = forms.DateField(
        label=_("New names since"), widget=DayInput, initial=timezone.localdate
    )
    source = forms.CharField(
        label=_("Where the list is from"),
        max_length=200,
        required=False,
        help_text=_("For example the number of the decree."),
    )


class PlaceForm(RowForm):
    """One new place; what it lies in follows from its code."""

    class Meta:
        model = Place
        fields = ["code", "name", "bps_code", "valid_from"]
        widgets = {"valid_from": DayInput}


class PlaceCorrectionForm(RowForm):
    """What was written down wrong. Name and code change by a dated change of the place."""

    class Meta:
        model = Place
        fields = ["bps_code", "valid_from"]
        widgets = {"valid_from": DayInput}


class PlaceChangeForm(forms.Form):
    """Since which day a place is something else, and who says so."""

    happened_on = forms.DateField(
        label=_("Since which day"),
        widget=DayInput,
        initial=timezone.localdate,
        help_text=_("The first day on which it was so."),
    )
    source = forms.CharField(
        label=_("Who says so"),
        max_length=200,
        required=False,
        help_text=_("For example the number of the decree."),
    )

    def clean_happened_on(self) -> Any:
        happened_on = self.cleaned_data["happened_on"]
        if happened_on > timezone.localdate():
            raise forms.ValidationError(
                _("Write a change down when it is in force: today or earlier.")
            )
        return happened_on


class RenamePlaceForm(PlaceChangeForm):
    name = forms.CharField(label=_("New name"), max_length=100)
    field_order = ("name", "happened_on", "source")


class ReplacePlaceForm(PlaceChangeForm):
    """What a place turned into: one other place, or its parts."""

    PARTS = ("into", "second", "third", "fourth")

    kind = forms.ChoiceField(
        label=_("What happened"), choices=BECAME, initial=BECAME[0][0], widget=forms.RadioSelect
    )
    into = PlaceField(label=_("It is now"))
    second = PlaceField(label=_("Second part"), required=False, help_text=_("Only of a split."))
    third = PlaceField(label=_("Third part"), required=False, help_text=_("Only of a split."))
    fourth = PlaceField(label=_("Fourth part"), required=False, help_text=_("Only of a split."))
    field_order = ("kind", *PARTS, "happened_on", "source")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        new = self.parts()
        if len({place.pk for place in new}) < len(new):
            self.add_error("second", _("Name each part once."))
        if self.errors:
            return said
        if said["kind"] == PlaceChangeKind.SPLIT and len(new) < 2:
            self.add_error("second", _("A place that is split becomes two or more. Name each."))
        if said["kind"] != PlaceChangeKind.SPLIT and len(new) > 1:
            self.add_error("second", _("Without a split it becomes one place. Empty this line."))
        return said

    def parts(self) -> list[Place]:
        """The places it became, in the order they were written; [] before it is cleaned."""
        found = (self.cleaned_data.get(name) for name in self.PARTS)
        return [place for place in found if place]


class SentraForm(RowForm):
    place = PlaceField()

    class Meta:
        model = Sentra
        fields = [
            "name",
            "craft",
            "products",
            "place",
            "time_zone",
            "business_units",
            "is_womens_craft",
            "institution_in_charge",
            "latitude",
            "longitude",
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        # A field that was refused itself needs no second sentence.
        given = [said.get(name) is not None for name in ("latitude", "longitude")]
        if len(set(given)) > 1 and not {"latitude", "longitude"} & set(self.errors):
            missing = "longitude" if given[0] else "latitude"
            self.add_error(missing, _("A point on the map needs both numbers, or none."))
        return said
