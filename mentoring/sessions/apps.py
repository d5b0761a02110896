from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SessionsConfig(AppConfig):
    name = "mentoring.sessions"
    label = "mentoring_sessions"
    verbose_name = _("Sessions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mentoring.registry.benefits import register_benefits
        from mentoring.registry.importing.kinds import register_kind
        from mentoring.registry.services.duplicates import ABSORBED

        # Registers who sees what; a web process must know the tasks it queues by name.
        from . import scopes, tasks  # noqa: F401
        from .benefits import SessionMinutes
        from .trainee_lists import LIST, TRAINEES

        register_benefits(SessionMinutes())
        register_kind(TRAINEES, lists=_("participants of a training"), kind=LIST)
        self._listen()

        ABSORBED.update(
            f"mentoring_sessions.{name}"
            for name in (
                "Attendance",
                "RunParticipant",
                "RunSelection",
                "StudyParticipant",
            )
        )

    def _listen(self) -> None:
        from django.apps import apps

        from mentoring.registry.signals import group_changed, membership_proposal_decided

        from .receivers import attach_finished_upload, claim_uploads, mark_new_member, move_promises

        membership_proposal_decided.connect(
            mark_new_member, dispatch_uid="sessions.mark_new_member"
        )
        group_changed.connect(move_promises, dispatch_uid="sessions.move_promises")
        if apps.is_installed("mentoring.field"):
            from mentoring.field.signals import upload_finished, uploads_unclaimed

            upload_finished.connect(
                attach_finished_upload, dispatch_uid="sessions.attach_finished_upload"
            )
            uploads_unclaimed.connect(claim_uploads, dispatch_uid="sessions.claim_uploads")
