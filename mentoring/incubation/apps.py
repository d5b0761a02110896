from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _load_instruments(sender: Any, apps: Any = None, **kwargs: Any) -> None:
    from .services import load_shipped_instruments
    from .services.credit_limits import load_shipped_limits

    try:
        # After `flush` Django names no apps: the tables stand as the models say.
        (apps or installed).get_model("mentoring_incubation", "CreditLimit")
    except LookupError:  # migrated back to nothing: there is no table to load into
        return
    load_shipped_instruments()
    load_shipped_limits()


class IncubationConfig(AppConfig):
    name = "mentoring.incubation"
    label = "mentoring_incubation"
    verbose_name = _("Incubation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Registers who sees what; a web process must know the tasks it queues by name.
        from . import scopes, tasks  # noqa: F401

        # After migrating, not in a migration: instruments are data that a later
        # release widens by a new version, read by today's models.
        post_migrate.connect(
            _load_instruments, sender=self, dispatch_uid="incubation_shipped_instruments"
        )
        self._listen()

    def _listen(self) -> None:
        from mentoring.registry.signals import consent_withdrawn
        from mentoring.sessions.signals import visits_recorded

        from .receivers import (
            attach_finished_upload,
            claim_uploads,
            drop_drafts,
            link_to_formulas,
            plan_visits_anew,
        )
        from .signals import enrolment_moved

        visits_recorded.connect(link_to_formulas, dispatch_uid="incubation.link_to_formulas")
        enrolment_moved.connect(plan_visits_anew, dispatch_uid="incubation.plan_visits_anew")
        consent_withdrawn.connect(drop_drafts, dispatch_uid="incubation.drop_drafts")
        if installed.is_installed("mentoring.field"):
            from mentoring.field.signals import upload_finished, uploads_unclaimed

            upload_finished.connect(
                attach_finished_upload, dispatch_uid="incubation.attach_finished_upload"
            )
            uploads_unclaimed.connect(claim_uploads, dispatch_uid="incubation.claim_uploads")
