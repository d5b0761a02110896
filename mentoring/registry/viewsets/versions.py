"""What people are asked with, by version: written once, read for ever, never edited."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from mentoring.registry.forms.consent_texts import ConsentTextForm
from mentoring.registry.forms.vulnerability_versions import VulnerabilityVersionForm
from mentoring.registry.models import ConsentPurpose, ConsentText, VulnerabilityVersion
from mentoring.registry.views import consent_texts, vulnerability_versions
from mentoring.registry.viewsets.rows import DayColumn, RowViewSet


class VersionViewSet(RowViewSet):
    """A register without addresses that would change or delete a row."""

    def get_urlpatterns(self) -> list[Any]:
        kept = ("index", "index_results", "add", "inspect")
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in kept]


class ConsentTextFilterSet(WagtailFilterSet):
    purpose = django_filters.ChoiceFilter(label=_("Purpose"), choices=ConsentPurpose.choices)

    class Meta:
        model = ConsentText
        fields: list[str] = []


class ConsentTextViewSet(VersionViewSet):
    model = ConsentText
    name = "mentoring_consent_text"
    icon = "openquote"
    menu_label = _("Words of consents")
    menu_order = 910
    form_class = ConsentTextForm
    index_view_class = consent_texts.ConsentTextIndexView
    add_view_class = consent_texts.ConsentTextCreateView
    inspect_view_class = consent_texts.ConsentTextInspectView
    inspect_view_fields = ["purpose", "version", "language"]
    list_display = ["__str__", "text"]
    search_fields = ["text"]
    filterset_class = ConsentTextFilterSet


class VulnerabilityVersionViewSet(VersionViewSet):
    model = VulnerabilityVersion
    name = "mentoring_vulnerability_version"
    icon = "form"
    menu_label = _("Questions on vulnerability")
    menu_order = 920
    ordering = "-number"
    form_class = VulnerabilityVersionForm
    index_view_class = vulnerability_versions.VulnerabilityVersionIndexView
    add_view_class = vulnerability_versions.VulnerabilityVersionCreateView
    inspect_view_class = vulnerability_versions.VulnerabilityVersionInspectView
    inspect_view_fields = ["number", "starts_on", "last_day"]
    list_display = [
        "__str__",
        DayColumn("starts_on", label=_("First day"), sort_key="starts_on"),
        DayColumn("last_day", label=_("Last day")),
    ]
