from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FieldConfig(AppConfig):
    name = "mentoring.field"
    label = "mentoring_field"
    verbose_name = _("Phones of facilitators")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Registers checks and who sees what; a web process must know the tasks it queues by name.
        from . import checks, permissions, scopes, tasks  # noqa: F401
