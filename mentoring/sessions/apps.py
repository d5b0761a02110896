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
        self._listen()

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

    def _listen(self) -> None:
        from django.apps import apps

        from mentoring.registry.signals import membership_proposal_decided

        from .receivers import attach_finished_upload, mark_new_member

        membership_proposal_decided.connect(
            mark_new_member, dispatch_uid="sessions.mark_new_member"
        )
        if apps.is_installed("mentoring.field"):
            from mentoring.field.signals import upload_finished

            upload_finished.connect(
                attach_finished_upload, dispatch_uid="sessions.attach_finished_upload"
            )
