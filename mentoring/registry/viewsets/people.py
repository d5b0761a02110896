"""The register of people, and their chooser."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from mentoring.registry import forms
from mentoring.registry.models import (
    CrafterGroup,
    Person,
    Sex,
)
from mentoring.registry.views import people, rows
from mentoring.registry.viewsets.rows import RowChooserViewSet, RowViewSet, visible_groups


class PersonFilterSet(WagtailFilterSet):
    group = django_filters.ModelChoiceFilter(
        label=_("Group"), queryset=visible_groups, method="of_group"
    )
    sex = django_filters.ChoiceFilter(label=_("Sex"), choices=Sex.choices)

    class Meta:
        model = Person
        fields: list[str] = []

    def of_group(self, people: Any, name: str, group: CrafterGroup) -> Any:
        return people.filter(pk__in=group.memberships.values("person"))


class PersonViewSet(RowViewSet):
    model = Person
    name = "mentoring_person"
    ordering = "full_name"
    icon = "user"
    menu_label = _("People")
    form_class = forms.PersonForm
    index_view_class = people.PersonIndexView
    add_view_class = people.PersonCreateView
    edit_view_class = people.PersonEditView
    inspect_view_class = people.PersonInspectView
    inspect_view_fields = ["nickname", "sex", "address", "phone", "birthplace", "born_on"]
    list_display = [
        "full_name",
        "hamlet",
        Column(
            "groups_today",
            label=pgettext_lazy("crafters", "Groups"),
            accessor=lambda person: ", ".join(m.group.name for m in person.groups_today),
        ),
    ]
    search_fields = ["full_name", "name_key", "nickname", "hamlet"]
    filterset_class = PersonFilterSet
    list_export = ["full_name", "nickname", "sex", "hamlet", "rt_rw", "place", "phone"]
    export_filename = "orang"


class ChoosePerson(rows.RowChooseView):
    filter_form_class = forms.PersonSearchForm


class ChoosePersonResults(rows.RowChooseResultsView):
    filter_form_class = forms.PersonSearchForm


class PersonChooserViewSet(RowChooserViewSet):
    model = Person
    name = "mentoring_person_chooser"
    icon = "user"
    choose_one_text = _("Choose a person")
    choose_view_class = ChoosePerson
    choose_results_view_class = ChoosePersonResults
