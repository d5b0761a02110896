"""What the forms of all registers share: days, choices of rows in charge, search."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import BaseChooser

from mentoring.intervals import day_after
from mentoring.registry.forms.place_field import PlaceField
from mentoring.registry.models import (
    CrafterGroup,
    Person,
    Place,
    Sentra,
)
from mentoring.registry.name_keys import search_condition
from mentoring.registry.permissions import rows_to_offer


class DayInput(forms.DateInput):
    """The phone's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class RowChooser(BaseChooser):
    """A chooser that shows the name of a posted row only if its form offers that row."""

    show_edit_link = False
    offered: QuerySet | None = None

    def get_instance(self, value: Any) -> Any:
        if value is None or isinstance(value, self.model_class):
            return value
        rows = self.model_class._default_manager.all() if self.offered is None else self.offered
        try:
            return rows.filter(pk=value).first()
        except (ValidationError, ValueError):
            return None


class SearchForm(BaseFilterForm):
    """The search box of a chooser; `fields` are the columns it looks in."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Search")}),
    )
    columns: tuple[str, ...] = ()

    def filter(self, objects: QuerySet) -> QuerySet:
        objects = super().filter(objects)
        if wanted := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, wanted
            return objects.filter(search_condition(wanted, self.columns))
        return objects


# Choices of other models (accounts) are narrowed by the forms that show them.
ROWS = (Place, Sentra, Person, CrafterGroup)


class RowForm(WagtailAdminModelForm):
    """A model form whose choices are the rows `for_user` is responsible for.

    On a row that exists, its present value stays offered too: a coordinator may correct
    the phone of a member who lives outside her places.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, PlaceField):
                offer_places(field, self.for_user, getattr(self.instance, f"{name}_id", None))
            elif isinstance(field, forms.ModelChoiceField) and field.queryset.model in ROWS:
                offer(field, self.for_user, present=getattr(self.instance, f"{name}_id", None))


def offer(field: Any, user: Any, present: Any = None) -> None:
    """Let `field`, a choice of rows, offer what `user` is responsible for and its present row."""
    model = field.queryset.model
    rows = rows_to_offer(model, user)
    if present is not None:
        rows |= model._default_manager.filter(pk=present)
    field.queryset = rows
    if isinstance(field.widget, RowChooser):
        field.widget.offered = rows
    elif field.required and field.initial is None and present is None and rows.count() == 1:
        field.initial = rows.get().pk


def offer_places(field: PlaceField, user: Any, present: Any = None) -> None:
    """Let `field` offer the places `user` is responsible for, and the present one."""
    rows = rows_to_offer(Place, user)
    field.offer(rows | Place.objects.filter(pk=present) if present else rows)


class DaysForm(forms.Form):
    """From which day, and until which day included; `ends_on` is what services ask for."""

    starts_on = forms.DateField(label=_("First day"), widget=DayInput)
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DayInput,
        help_text=_("This day still counts. Leave it empty while it goes on."),
    )

    def days(self) -> dict[str, Any]:
        return {
            "starts_on": self.cleaned_data["starts_on"],
            "ends_on": day_after(self.cleaned_data["last_day"]),
        }


class EndForm(forms.Form):
    """The last day of something that goes on."""

    last_day = forms.DateField(
        label=_("Last day"), widget=DayInput, help_text=_("This day still counts.")
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=120)

    def ends_on(self) -> date:
        ends_on = day_after(self.cleaned_data["last_day"])
        assert ends_on is not None  # noqa: S101 - the field is required
        return ends_on
