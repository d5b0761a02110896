"""Forms of the coordinator's registers. Choices offer only rows their user is responsible for."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import BaseChooser

from mentoring.intervals import day_after
from mentoring.phones import e164
from mentoring.registry.models import (
    CrafterGroup,
    Mandate,
    MembershipRole,
    Person,
    Place,
    Sentra,
)
from mentoring.registry.permissions import rows_in_charge


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


class PlaceChooser(RowChooser):
    model = Place
    chooser_modal_url_name = "mentoring_place_chooser:choose"
    choose_one_text = _("Choose a place")
    choose_another_text = _("Choose another place")
    icon = "site"


class PersonChooser(RowChooser):
    model = Person
    chooser_modal_url_name = "mentoring_person_chooser:choose"
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")
    icon = "user"


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
            found = objects.none()
            for column in self.columns:
                found |= objects.filter(**{f"{column}__icontains": wanted})
            return found
        return objects


class PlaceSearchForm(SearchForm):
    columns = ("name", "code")


class PersonSearchForm(SearchForm):
    columns = ("full_name", "nickname", "hamlet")


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
            if isinstance(field, forms.ModelChoiceField) and field.queryset.model in ROWS:
                offer(field, self.for_user, present=getattr(self.instance, f"{name}_id", None))


def offer(field: Any, user: Any, present: Any = None) -> None:
    """Let `field`, a choice of rows, offer what `user` is responsible for and its present row."""
    model = field.queryset.model
    rows = rows_in_charge(model, user)
    if present is not None:
        rows |= model._default_manager.filter(pk=present)
    field.queryset = rows
    if isinstance(field.widget, RowChooser):
        field.widget.offered = rows
    elif field.required and field.initial is None and present is None and rows.count() == 1:
        field.initial = rows.get().pk


class SentraForm(RowForm):
    class Meta:
        model = Sentra
        fields = [
            "name",
            "craft",
            "products",
            "place",
            "time_zone",
            "business_units",
            "institution_in_charge",
        ]
        widgets = {"place": PlaceChooser}


class PersonForm(RowForm):
    class Meta:
        model = Person
        fields = [
            "full_name",
            "nickname",
            "sex",
            "place",
            "hamlet",
            "rt_rw",
            "phone",
            "birthplace",
            "born_on",
        ]
        widgets = {"place": PlaceChooser, "born_on": DayInput, "sex": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "place" in self.fields:
            # Without a village nobody but a manager would ever find the person again.
            self.fields["place"].required = True
        self.fields["sex"].choices = [
            choice for choice in self.fields["sex"].choices if choice[0] != ""
        ]

    def clean_phone(self) -> str:
        try:
            return e164(self.cleaned_data["phone"])
        except ValueError as unreadable:
            raise ValidationError(
                _(
                    "This does not look like a phone number. "
                    "Write it as on the card, for example 0812 3456 7890."
                )
            ) from unreadable

    def clean_born_on(self) -> date | None:
        born_on = self.cleaned_data["born_on"]
        if born_on and not date(1900, 1, 1) <= born_on <= timezone.localdate():
            raise ValidationError(_("A birth date lies between the year 1900 and today."))
        return born_on


class GroupForm(RowForm):
    class Meta:
        model = CrafterGroup
        fields = ["name", "sentra", "hamlet", "founded_on", "tenancy", "tier", "story"]
        widgets = {
            "founded_on": DayInput,
            "tenancy": forms.RadioSelect,
            "tier": forms.RadioSelect,
            "story": forms.Textarea(attrs={"rows": 3}),
        }


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


class MemberForm(DaysForm):
    """A person of the registers becomes a member."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Person"), widget=PersonChooser)
    role = forms.ChoiceField(label=_("Role"), choices=MembershipRole.choices)
    field_order = ("person", "role", "starts_on", "last_day")

    def __init__(self, *args: Any, for_user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["person"], for_user)


class NewMemberForm(PersonForm):
    """Somebody not yet in the registers is written down and becomes a member in one step."""

    role = forms.ChoiceField(label=_("Role in the group"), choices=MembershipRole.choices)
    starts_on = forms.DateField(label=_("Member from"), widget=DayInput)

    class Meta(PersonForm.Meta):
        fields = ["full_name", "nickname", "sex", "hamlet", "rt_rw", "phone"]

    field_order = ("full_name", "sex", "hamlet", "role", "starts_on")


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


class MandateForm(RowForm):
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DayInput,
        help_text=_("This day still counts. Leave it empty while it goes on."),
    )

    class Meta:
        model = Mandate
        fields = ["user", "role", "place", "starts_on"]
        widgets = {"place": PlaceChooser, "starts_on": DayInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Participants without a password never act for a place; nobody serves herself.
        self.fields["user"].queryset = (
            get_user_model()
            ._default_manager.filter(is_active=True)
            .exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
            .exclude(pk=self.for_user.pk)
        )
