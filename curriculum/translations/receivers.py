"""Follow releases of the first language."""

from typing import Any

from curriculum.models import ModuleRelease
from curriculum.signals import module_released
from curriculum.translations.services import follow_original


def follow_what_was_released(release: ModuleRelease, **kwargs: Any) -> None:
    follow_original(module=release.page.specific)


def connect() -> None:
    """Called once by the app when everything is loaded."""
    module_released.connect(follow_what_was_released, dispatch_uid="curriculum_translations_follow")
