from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemindersConfig(AppConfig):
    name = "mentoring.reminders"
    label = "mentoring_reminders"
    verbose_name = _("Messages to people")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mentoring.registry.services.duplicates import ABSORBED

        # Registers checks and who sees what; a web process must know the tasks it queues by name.
        from . import checks, receivers, scopes, tasks  # noqa: F401

        ABSORBED.add("mentoring_reminders.ContactPreference")
