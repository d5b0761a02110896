"""The register of phones in the office, to read and to take out.

What is done with a phone stands on its page.
"""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn

from mentoring.accounts import name_columns
from mentoring.field.forms import RevokeForm
from mentoring.field.models import Device, DeviceState
from mentoring.registry.views.rows import RowIndexView
from mentoring.registry.viewsets import DayColumn, RowViewSet


class PhoneFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=DeviceState.choices)
    standing = django_filters.ChoiceFilter(
        label=_("What to look at"),
        choices=[("silent", _("not heard of for days")), ("unsent", _("with unsent records"))],
        method="with_standing",
    )
    app_version = django_filters.AllValuesFilter(label=_("Version of the app"))

    class Meta:
        model = Device
        fields: list[str] = []

    def with_standing(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "silent":
            return rows.filter(pk__in=Device.objects.silent_at(timezone.now()).values("pk"))
        return rows.in_use().filter(Q(unsent_count__gt=0) | Q(unsent_files__gt=0))


class PhoneIndexView(RowIndexView):
    """Each line leads to the page of the phone, outside the office, where she is helped."""

    names_of_accounts = name_columns("user__")[0]

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().with_names()

    def get_inspect_url(self, instance: Device) -> str:
        return instance.get_absolute_url()

    def get_add_url(self) -> None:
        return None


class PhoneViewSet(RowViewSet):
    model = Device
    name = "mentoring_phone"
    icon = "mobile-alt"
    menu_label = _("Phones")
    menu_hook = "register_mentoring_menu_item"
    menu_order = 35
    index_view_class = PhoneIndexView
    inspect_view_enabled = False
    ordering = "last_seen_at"
    list_display = [
        "__str__",
        Column("user", label=_("Facilitator"), accessor="user.get_full_name"),
        Column("state", label=_("State"), accessor="get_state_display"),
        DayColumn("last_seen_at", label=_("Last heard of"), sort_key="last_seen_at"),
        NumberColumn("unsent_count", label=_("Unsent records"), sort_key="unsent_count"),
        NumberColumn("unsent_files", label=_("Unsent files"), sort_key="unsent_files"),
        Column("app_version", label=_("Version of the app"), sort_key="app_version"),
    ]
    search_fields = [*name_columns("user__"), "name"]
    filterset_class = PhoneFilterSet
    list_export = [
        *("user", "name", "state", "last_seen_at", "unsent_count", "unsent_files"),
        "oldest_unsent_at",
        *("app_version", "clock_skew_seconds"),
    ]
    export_filename = "hp-pendamping"

    def get_form_class(self, for_update: bool = False) -> Any:
        return RevokeForm

    def get_urlpatterns(self) -> list[Any]:
        kept = ("index", "index_results")
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in kept]
