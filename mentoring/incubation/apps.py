from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncubationConfig(AppConfig):
    name = "mentoring.incubation"
    label = "mentoring_incubation"
    verbose_name = _("Incubation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import scopes  # noqa: F401 - registers who sees what
