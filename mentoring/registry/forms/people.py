"""Forms and choosers of people."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.phones import e164
from mentoring.registry.forms.places import PlaceChooser
from mentoring.registry.forms.rows import DayInput, RowChooser, RowForm, SearchForm
from mentoring.registry.models import (
    Person,
)


class PersonChooser(RowChooser):
    model = Person
    chooser_modal_url_name = "mentoring_person_chooser:choose"
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")
    icon = "user"


class PersonSearchForm(SearchForm):
    columns = ("full_name", "name_key", "nickname", "hamlet")


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
