from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _load_default_instrument(sender: Any, apps: Any = None, **kwargs: Any) -> None:
    from .services import load_default_instrument

    try:
        # After `flush` Django names no apps: the tables stand as the models say.
        (apps or installed).get_model("mentoring_incubation", "InstrumentVersion")
    except LookupError:  # migrated back to nothing: there is no table to load into
        return
    load_default_instrument()


class IncubationConfig(AppConfig):
    name = "mentoring.incubation"
    label = "mentoring_incubation"
    verbose_name = _("Incubation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import scopes  # noqa: F401 - registers who sees what

        # After migrating, not in a migration: the instrument is data that a later
        # release widens by a new version, read by today's models.
        post_migrate.connect(
            _load_default_instrument, sender=self, dispatch_uid="incubation_default_instrument"
        )
