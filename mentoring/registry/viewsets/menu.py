"""The menu of mentoring in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from mentoring.registry.viewsets.clusters import ClusterViewSet
from mentoring.registry.viewsets.groups import GroupViewSet
from mentoring.registry.viewsets.mandates import MandateViewSet
from mentoring.registry.viewsets.people import PersonViewSet
from mentoring.registry.viewsets.places import PlaceViewSet, SentraViewSet
from mentoring.registry.viewsets.versions import ConsentTextViewSet, VulnerabilityVersionViewSet


class RegisterGroup(ModelViewSetGroup):
    """The admin's menu of mentoring; rooms below add their registers to it."""

    items = (
        GroupViewSet,
        PersonViewSet,
        SentraViewSet,
        ClusterViewSet,
        PlaceViewSet,
        MandateViewSet,
        ConsentTextViewSet,
        VulnerabilityVersionViewSet,
    )
    menu_label = _("Mentoring")
    menu_name = "mentoring"
    menu_icon = "group"
    menu_order = 150
    submenu_hook = "register_mentoring_menu_item"
