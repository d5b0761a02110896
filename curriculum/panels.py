"""Panels that must know which page types a site has."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import get_page_models

from curriculum.kilobytes import kilobytes
from curriculum.lesson_check import check_page
from curriculum.models import ModuleChangeRequest, Tier
from curriculum.weights import Weight


class ModulePagePanel(FieldPanel):
    """Choose a page that is a module, whatever page type the site made of the mixin."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        # By what it can do: the mixins stand above this file in the order of imports.
        kinds = [model for model in get_page_models() if hasattr(model, "current_release")]
        options["widgets"] = {self.field_name: AdminPageChooser(target_models=kinds)}
        return options


class LessonCheckPanel(Panel):
    """What is to mend in a lesson, and what it weighs for each tier; as the form has it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "curriculum/admin/lesson_check.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            # A new page stands below nothing yet; its form knows where it will.
            check = check_page(self.instance, self.form.parent_page)
            return {**context, "check": check, "tiers": tiers_of(check.weight)}


def tiers_of(weight: Weight) -> list[tuple[Any, int]]:
    """(what a reader chooses, kB it costs), a begun kilobyte counts."""
    names = (Tier.TEXT.label, _("+ pictures"), _("+ sound"), _("+ video"))
    return [(name, kilobytes(cost)) for name, cost in zip(names, weight.tiers, strict=True)]


class PapersPanel(Panel):
    """What of this module is ready to be printed, and the way to have it made; read only."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "curriculum/admin/_papers.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk and self.instance.live and super().is_shown())

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            release = self.instance.current_release()
            rows = release.prints.select_related("release") if release else ()
            return {**context, "release": release, "prints": rows}


class ChangeRequestsPanel(Panel):
    """What people who teach want changed in this module, newest first; read only."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "curriculum/admin/_change_requests.html"

        def is_shown(self) -> bool:
            user = self.request.user
            may_see = user.has_perm("curriculum.view_modulechangerequest")
            return bool(self.instance.pk and may_see and super().is_shown())

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            requests = ModuleChangeRequest.objects.filter(module_id=self.instance.pk)
            context["change_requests"] = requests.select_related("filed_by", "answered_by").defer(
                "answered_by__manifest", "answered_by__face"
            )
            context["may_decide"] = self.request.user.has_perm(
                "curriculum.change_modulechangerequest"
            )
            return context
