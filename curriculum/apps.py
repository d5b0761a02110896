from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CurriculumConfig(AppConfig):
    name = "curriculum"
    verbose_name = _("Curriculum")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Checks register themselves; a web process must know the tasks it queues by name.
        from . import checks, tasks  # noqa: F401
        from .receivers import connect

        connect()
