"""What `manage.py check` says about a site's configuration."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.urls import NoReverseMatch, reverse

from curriculum import conf

NUMBERS = (
    "CURRICULUM_PAGE_CACHE_SECONDS",
    "CURRICULUM_BROWSER_CACHE_SECONDS",
    "CURRICULUM_MAX_SOUND_BYTES",
    "CURRICULUM_MAX_VIDEO_BYTES",
    "CURRICULUM_MAX_UPLOAD_BYTES",
    "CURRICULUM_MAX_RECORDING_SECONDS",
    "CURRICULUM_LESSON_BUDGET_KB",
)


@register
def numbers_are_whole(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    wrong = [name for name in NUMBERS if not _is_whole(getattr(settings, name, 0))]
    return [
        Error(
            f"{name} is {getattr(settings, name)!r}, not a whole number from 0.",
            hint=f"Write for example {name} = 600, or leave it out.",
            id="curriculum.E001",
        )
        for name in wrong
    ]


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


@register
def lessons_have_pages(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    from wagtail.models import get_page_models  # noqa: PLC0415 - models must be loaded

    from curriculum.mixins import ModuleMixin  # noqa: PLC0415 - models must be loaded

    if any(issubclass(model, ModuleMixin) for model in get_page_models()):
        return []
    return [
        Warning(
            "No page type of this site can hold a module.",
            hint='Add "curriculum.pages" to INSTALLED_APPS, or write page types with the '
            "mixins of curriculum.mixins.",
            id="curriculum.W001",
        )
    ]


@register
def lessons_have_a_short_way(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    try:
        reverse("curriculum:index")
    except NoReverseMatch:
        return [
            Warning(
                "curriculum.urls is not mounted: every lesson page walks Wagtail's page tree.",
                hint='Add path("pelajaran/", include("curriculum.urls")) before Wagtail\'s urls, '
                "at the address of the lesson index.",
                id="curriculum.W002",
            )
        ]
    return []


@register
def phones_can_keep_files(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    from django.core.files.storage import default_storage  # noqa: PLC0415 - settings must be read

    try:
        address = default_storage.url("lessons/x.webp")
    except (NotImplementedError, ValueError):
        address = ""
    if address.startswith("/") and not address.startswith("//") and "?" not in address:
        return []
    return [
        Warning(
            "Phones cannot keep pictures and sounds of lessons: they lie at another address.",
            hint="Let the default storage answer below this site's own address, for example "
            "MEDIA_URL = '/media/' handed on by the front server, without signed addresses.",
            id="curriculum.W003",
        )
    ]


@register
def practice_has_a_private_storage(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if conf.private_storage_alias() in settings.STORAGES:
        return []
    return [
        Warning(
            f'STORAGES has no "{conf.private_storage_alias()}": photographs of practice '
            "cannot be kept.",
            hint="Add a storage without a public address, or name one in "
            "CURRICULUM_PRIVATE_STORAGE.",
            id="curriculum.W004",
        )
    ]
