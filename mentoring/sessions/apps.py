from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SessionsConfig(AppConfig):
    name = "mentoring.sessions"
    label = "mentoring_sessions"
    verbose_name = _("Sessions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mentoring.registry.benefits import register_benefits
        from mentoring.registry.services.duplicates import ABSORBED

        from . import scopes  # noqa: F401 - registers who sees what
        from .benefits import SessionMinutes

        register_benefits(SessionMinutes())

        ABSORBED.update(
            f"mentoring_sessions.{name}"
            for name in (
                "Attendance",
                "RunParticipant",
                "RunSelection",
                "ContactPreference",
                "StudyParticipant",
            )
        )
