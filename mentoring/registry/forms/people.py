"""Forms and choosers of people."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.phones import e164
from mentoring.registry.forms.place_field import PlaceField
from mentoring.registry.forms.rows import DayInput, RowChooser, RowForm, SearchForm
from mentoring.registry.models import (
    Language,
    Person,
    WorkerStatus,
)


class PersonChooser(RowChooser):
    model = Person
    chooser_modal_url_name = "mentoring_person_chooser:choose"
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")
    icon = "user"


class PersonSearchForm(SearchForm):
    columns = ("full_name", "name_key", "nickname", "hamlet")


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not asked yet; the last is None and never a no."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("", _("not asked")), ("yes", _("yes")), ("no", _("no"))],
            coerce=lambda word: {"yes": True, "no": False}[word],
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


class CodesField(forms.MultipleChoiceField):
    """Several codes of a list, kept as a list."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, choices: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(choices=choices, label=label, required=False, **kwargs)


# What every form about a person asks, in its order.
PERSON_FIELDS = (
    *("full_name", "nickname", "title_before", "title_after", "sex"),
    *("place", "hamlet", "rt_rw", "phone", "phone_is_shared"),
    *("birthplace", "born_on", "birth_year", "is_birth_estimated"),
    *("languages", "schooling"),
    *("is_head_of_household", "raises_children_alone", "receives_social_aid"),
)


class PersonFields(forms.Form):
    """What every form about a person reads alike."""

    languages = CodesField(choices=Language.choices, label=_("Languages"))
    is_head_of_household = YesNoField(label=_("Heads the household"))
    raises_children_alone = YesNoField(label=_("Raises children alone"))
    receives_social_aid = YesNoField(label=_("The household receives social aid"))

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

    def clean_birth_year(self) -> int | None:
        year = self.cleaned_data["birth_year"]
        if year and not 1900 <= year <= timezone.localdate().year:
            raise ValidationError(_("A birth year lies between 1900 and this year."))
        return year


class PersonForm(PersonFields, RowForm):
    # Without a village nobody but a manager would ever find the person again.
    place = PlaceField()
    worker_statuses = CodesField(choices=WorkerStatus.choices, label=_("Work"))

    class Meta:
        model = Person
        fields = [*PERSON_FIELDS, "worker_statuses"]
        widgets = {"born_on": DayInput, "sex": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sex"].choices = [
            choice for choice in self.fields["sex"].choices if choice[0] != ""
        ]
