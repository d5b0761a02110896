from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssignmentsConfig(AppConfig):
    name = "mentoring.assignments"
    label = "mentoring_assignments"
    verbose_name = _("Assignments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mentoring.registry.benefits import register_benefits

        from . import checks, deactivation, scopes, tasks  # noqa: F401 - registers what they hold
        from .benefits import AccompaniedGroups

        register_benefits(AccompaniedGroups())
