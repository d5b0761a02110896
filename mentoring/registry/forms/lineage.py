"""Forms for what becomes of a group."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.registry.forms.rows import DayInput
from mentoring.registry.models import CrafterGroup, Person
from mentoring.registry.permissions import rows_in_charge


class ChangeForm(forms.Form):
    """What all changes of a group ask: since which day, and why."""

    happened_on = forms.DateField(
        label=_("Since which day"),
        widget=DayInput,
        help_text=_("The first day on which it was so."),
    )
    note = forms.CharField(label=_("Why"), required=False, max_length=300)


class RenameForm(ChangeForm):
    name = forms.CharField(label=_("New name"), max_length=120)
    field_order = ("name", "happened_on", "note")


class PeopleField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.full_name


class NewGroupForm(ChangeForm):
    """A new group out of people of an old one."""

    name = forms.CharField(label=_("Name of the new group"), max_length=120)
    hamlet = forms.CharField(label=_("Hamlet"), max_length=80, required=False)
    people = PeopleField(
        Person.objects.none(), label=_("Who goes there"), widget=forms.CheckboxSelectMultiple
    )
    field_order = ("name", "hamlet", "happened_on", "people", "note")

    def __init__(self, *args: Any, people: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people


class MergeForm(ChangeForm):
    into = forms.ModelChoiceField(CrafterGroup.objects.none(), label=_("Into which group"))
    field_order = ("into", "happened_on", "note")

    def __init__(self, *args: Any, group: CrafterGroup, for_user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = (
            rows_in_charge(CrafterGroup, for_user)
            .standing()
            .exclude(pk=group.pk)
            .select_related("sentra")
            .order_by("sentra__name", "name")
        )


class DissolveForm(ChangeForm):
    happened_on = forms.DateField(
        label=_("First day without the group"),
        widget=DayInput,
        help_text=_("All memberships end the day before."),
    )
