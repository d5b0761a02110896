from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _load_consent_texts(sender: Any, apps: Any = None, using: str = "default", **kw: Any) -> None:
    from .services import load_consent_texts

    try:
        # After `flush` Django names no apps: the tables stand as the models say.
        (apps or installed).get_model("mentoring_registry", "ConsentText")
    except LookupError:  # migrated back to nothing: there is no table to load into
        return
    load_consent_texts(using=using)


def _load_vulnerability_questions(
    sender: Any, apps: Any = None, using: str = "default", **kwargs: Any
) -> None:
    from .services import load_default_vulnerability_version

    try:
        # After `flush` Django names no apps: the tables stand as the models say.
        (apps or installed).get_model("mentoring_registry", "VulnerabilityVersion")
    except LookupError:  # migrated back to before the census: there is no table to load into
        return
    load_default_vulnerability_version(using=using)


class RegistryConfig(AppConfig):
    name = "mentoring.registry"
    label = "mentoring_registry"
    verbose_name = _("Registry")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Registers checks and who sees what; a web process must know the tasks it queues by name.
        from . import checks, receivers, scopes, tasks  # noqa: F401

        # After migrating, not in a migration: a programme writes newer words beside these.
        post_migrate.connect(
            _load_consent_texts, sender=self, dispatch_uid="registry_consent_texts"
        )
        # After migrating, not in a migration: the questions are data that a later release
        # widens by a new version, read by today's models.
        post_migrate.connect(
            _load_vulnerability_questions,
            sender=self,
            dispatch_uid="registry_vulnerability_questions",
        )
