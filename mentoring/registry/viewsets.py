"""The registers as Wagtail admin screens, described as data."""

from typing import Any

import django_filters
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from mentoring.accounts import name_columns
from mentoring.registry import forms
from mentoring.registry.models import (
    CrafterGroup,
    Mandate,
    MandateRole,
    Person,
    Place,
    Sentra,
    Sex,
    Tenancy,
    Tier,
    TimeZone,
)
from mentoring.registry.views import registers, rows


class DayColumn(Column):
    """A day as people write it; Wagtail's own date column says "eight months ago"."""

    def get_value(self, instance: Any) -> str:
        day = super().get_value(instance)
        return date_format(day, "j M Y") if day else ""


class RowViewSet(ModelViewSet):
    """A register whose rows follow `visible_to`; rooms below build theirs on it too."""

    index_view_class = rows.RowIndexView
    delete_view_class = rows.RowDeleteView
    inspect_view_class = rows.RowInspectView
    history_view_class = rows.RowHistoryView
    usage_view_class = rows.RowUsageView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    form_class: Any = None
    list_per_page = 30

    def get_form_class(self, for_update: bool = False) -> Any:
        return self.form_class


def visible_sentra(request: Any) -> Any:
    return Sentra.objects.visible_to(request.user)


def visible_groups(request: Any) -> Any:
    return CrafterGroup.objects.visible_to(request.user)


class SentraFilterSet(WagtailFilterSet):
    time_zone = django_filters.ChoiceFilter(label=_("Time zone"), choices=TimeZone.choices)

    class Meta:
        model = Sentra
        fields: list[str] = []


class SentraViewSet(RowViewSet):
    model = Sentra
    name = "mentoring_sentra"
    ordering = "name"
    icon = "site"
    menu_label = _("Craft centres")
    form_class = forms.SentraForm
    index_view_class = registers.SentraIndexView
    add_view_class = registers.SentraCreateView
    edit_view_class = registers.SentraEditView
    inspect_view_class = registers.SentraInspectView
    inspect_view_fields = [
        "craft",
        "products",
        "place",
        "time_zone",
        "business_units",
        "institution_in_charge",
    ]
    list_display = [
        "name",
        "craft",
        Column("place", label=_("Village"), accessor="place.name", sort_key="place__name"),
        NumberColumn(
            "group_count", label=pgettext_lazy("crafters", "Groups"), sort_key="group_count"
        ),
    ]
    search_fields = ["name", "craft", "products", "place__name"]
    filterset_class = SentraFilterSet
    list_export = ["name", "craft", "products", "place", "time_zone", "business_units"]
    export_filename = "sentra"


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
    index_view_class = registers.PersonIndexView
    add_view_class = registers.PersonCreateView
    edit_view_class = registers.PersonEditView
    inspect_view_class = registers.PersonInspectView
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
    search_fields = ["full_name", "nickname", "hamlet"]
    filterset_class = PersonFilterSet
    list_export = ["full_name", "nickname", "sex", "hamlet", "rt_rw", "place", "phone"]
    export_filename = "orang"


class GroupFilterSet(WagtailFilterSet):
    sentra = django_filters.ModelChoiceFilter(label=_("Craft centre"), queryset=visible_sentra)
    tier = django_filters.ChoiceFilter(label=_("Tier"), choices=Tier.choices)
    tenancy = django_filters.ChoiceFilter(label=_("Incubated"), choices=Tenancy.choices)

    class Meta:
        model = CrafterGroup
        fields: list[str] = []


class GroupViewSet(RowViewSet):
    model = CrafterGroup
    name = "mentoring_group"
    ordering = "name"
    icon = "group"
    menu_label = pgettext_lazy("crafters", "Groups")
    form_class = forms.GroupForm
    index_view_class = registers.GroupIndexView
    add_view_class = registers.GroupCreateView
    edit_view_class = registers.GroupEditView
    inspect_view_class = registers.GroupInspectView
    inspect_view_fields = ["sentra", "hamlet", "founded_on", "tenancy", "tier", "story"]
    list_display = [
        "name",
        Column("sentra", label=_("Craft centre"), accessor="sentra.name", sort_key="sentra__name"),
        NumberColumn("member_count", label=_("Members"), sort_key="member_count"),
    ]
    search_fields = ["name", "hamlet", "sentra__name"]
    filterset_class = GroupFilterSet
    list_export = ["name", "sentra", "hamlet", "founded_on", "tenancy", "tier", "member_count"]
    export_headings = {"member_count": _("Members")}
    export_filename = "kelompok"

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("<uuid:pk>/members/add/", registers.AddMemberView.as_view(), name="add_member"),
            path(
                "<uuid:pk>/members/new/",
                registers.EnrolNewPersonView.as_view(),
                name="enrol_new_person",
            ),
            path(
                "members/<uuid:pk>/end/",
                registers.EndMembershipView.as_view(),
                name="end_membership",
            ),
        ]


class MandateFilterSet(WagtailFilterSet):
    role = django_filters.ChoiceFilter(label=_("Role"), choices=MandateRole.choices)

    class Meta:
        model = Mandate
        fields: list[str] = []


class MandateViewSet(RowViewSet):
    model = Mandate
    name = "mentoring_mandate"
    ordering = "-starts_on"
    icon = "key"
    menu_label = _("Mandates")
    form_class = forms.MandateForm
    index_view_class = registers.MandateIndexView
    add_view_class = registers.MandateCreateView
    inspect_view_class = registers.MandateInspectView
    inspect_view_fields = ["user", "role", "place", "starts_on", "last_day"]
    list_display = [
        "__str__",
        DayColumn("starts_on", label=_("First day"), sort_key="starts_on"),
        DayColumn("last_day", label=_("Last day")),
    ]
    search_fields = [*name_columns("user__"), "place__name", "place__code"]
    filterset_class = MandateFilterSet
    list_export = ["user", "role", "place", "starts_on", "last_day"]
    export_headings = {"last_day": _("Last day")}
    export_filename = "mandat"
    menu_order = 900

    def get_urlpatterns(self) -> list[Any]:
        # Mandates are ended, never edited, copied or deleted: they explain what people did.
        kept = [
            pattern
            for pattern in super().get_urlpatterns()
            if pattern.name not in ("edit", "delete")
        ]
        return [*kept, path("end/<int:pk>/", registers.MandateEndView.as_view(), name="end")]


class RegisterGroup(ModelViewSetGroup):
    """The admin's menu of mentoring; rooms below add their registers to it."""

    items = (GroupViewSet, PersonViewSet, SentraViewSet, MandateViewSet)
    menu_label = _("Mentoring")
    menu_name = "mentoring"
    menu_icon = "group"
    menu_order = 150
    submenu_hook = "register_mentoring_menu_item"


class RowChooserViewSet(ChooserViewSet):
    choose_view_class = rows.RowChooseView
    choose_results_view_class = rows.RowChooseResultsView
    chosen_view_class = rows.RowChosenView
    chosen_multiple_view_class = rows.RowChosenMultipleView
    create_view_class = rows.NoCreateView
    register_widget = False


class ChoosePlace(rows.RowChooseView):
    filter_form_class = forms.PlaceSearchForm


class ChoosePlaceResults(rows.RowChooseResultsView):
    filter_form_class = forms.PlaceSearchForm


class ChoosePerson(rows.RowChooseView):
    filter_form_class = forms.PersonSearchForm


class ChoosePersonResults(rows.RowChooseResultsView):
    filter_form_class = forms.PersonSearchForm


class PlaceChooserViewSet(RowChooserViewSet):
    model = Place
    name = "mentoring_place_chooser"
    icon = "site"
    choose_one_text = _("Choose a place")
    choose_view_class = ChoosePlace
    choose_results_view_class = ChoosePlaceResults


class PersonChooserViewSet(RowChooserViewSet):
    model = Person
    name = "mentoring_person_chooser"
    icon = "user"
    choose_one_text = _("Choose a person")
    choose_view_class = ChoosePerson
    choose_results_view_class = ChoosePersonResults
