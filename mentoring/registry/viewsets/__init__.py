"""The registers as Wagtail admin screens, described as data."""

from mentoring.registry.viewsets.groups import GroupFilterSet, GroupViewSet
from mentoring.registry.viewsets.mandates import MandateFilterSet, MandateViewSet
from mentoring.registry.viewsets.menu import RegisterGroup
from mentoring.registry.viewsets.people import (
    ChoosePerson,
    ChoosePersonResults,
    PersonChooserViewSet,
    PersonFilterSet,
    PersonViewSet,
)
from mentoring.registry.viewsets.places import (
    ChoosePlace,
    ChoosePlaceResults,
    PlaceChooserViewSet,
    SentraFilterSet,
    SentraViewSet,
)
from mentoring.registry.viewsets.rows import (
    DayColumn,
    RowChooserViewSet,
    RowViewSet,
    visible_groups,
    visible_sentra,
)

__all__ = [
    "ChoosePerson",
    "ChoosePersonResults",
    "ChoosePlace",
    "ChoosePlaceResults",
    "DayColumn",
    "GroupFilterSet",
    "GroupViewSet",
    "MandateFilterSet",
    "MandateViewSet",
    "PersonChooserViewSet",
    "PersonFilterSet",
    "PersonViewSet",
    "PlaceChooserViewSet",
    "RegisterGroup",
    "RowChooserViewSet",
    "RowViewSet",
    "SentraFilterSet",
    "SentraViewSet",
    "visible_groups",
    "visible_sentra",
]
