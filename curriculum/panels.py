"""Panels that must know which page types a site has."""

from typing import Any

from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import get_page_models


class ModulePagePanel(FieldPanel):
    """Choose a page that is a module, whatever page type the site made of the mixin."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        # By what it can do: the mixins stand above this file in the order of imports.
        kinds = [model for model in get_page_models() if hasattr(model, "current_release")]
        options["widgets"] = {self.field_name: AdminPageChooser(target_models=kinds)}
        return options
