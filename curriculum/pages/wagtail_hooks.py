"""Registrations of the page types."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.pages import PageListingViewSet

from curriculum.pages.models import ModulePage


class ModuleListingViewSet(PageListingViewSet):
    """Every module in one list, wherever it stands in the tree."""

    model = ModulePage
    name = "curriculum_modules"
    icon = "openquote"
    menu_label = _("Modules")
    menu_order = 205
    add_to_admin_menu = True
    columns = [
        *PageListingViewSet.columns[:2],
        Column("code", label=_("Code"), sort_key="code"),
        Column("craft", label=_("Craft"), sort_key="craft"),
        Column("review_due", label=_("Look through again by"), sort_key="review_due"),
        *PageListingViewSet.columns[2:],
    ]


@hooks.register("register_admin_viewset")
def modules() -> Any:
    return ModuleListingViewSet()
