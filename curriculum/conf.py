"""Every setting of curriculum, read when called. The manual lists them with their meaning."""

from django.conf import settings
from django.utils.translation import gettext as _

# Task names. Work is queued by these names, so that services never import tasks.
PRINT_MODULE = "curriculum.print_module"
REQUEUE_STALE_PRINTS = "curriculum.requeue_stale_prints"
MAKE_PACKS = "curriculum.make_packs"


def page_cache_seconds() -> int:
    """`CURRICULUM_PAGE_CACHE_SECONDS`: how long a rendered page may be kept; 0 keeps nothing.

    New releases are shown at once whatever this says; it bounds only how long a change
    outside the lessons (a header, a style sheet) stays unseen.
    """
    return int(getattr(settings, "CURRICULUM_PAGE_CACHE_SECONDS", 600))


def near_seconds() -> float:
    """`CURRICULUM_NEAR_SECONDS`: how long a web process may not have heard of a new release.

    Only with `curriculum.middleware.KeptPagesMiddleware`, and only of releases that another
    process published; 0 asks the shared cache for every page.
    """
    return float(getattr(settings, "CURRICULUM_NEAR_SECONDS", 1.0))


def browser_cache_seconds() -> int:
    """`CURRICULUM_BROWSER_CACHE_SECONDS`: how long a guest's browser may reuse a page unasked."""
    return int(getattr(settings, "CURRICULUM_BROWSER_CACHE_SECONDS", 300))


def max_sound_bytes() -> int:
    """`CURRICULUM_MAX_SOUND_BYTES`: the heaviest sound file accepted, in bytes."""
    return int(getattr(settings, "CURRICULUM_MAX_SOUND_BYTES", 2_000_000))


def max_video_bytes() -> int:
    """`CURRICULUM_MAX_VIDEO_BYTES`: the heaviest small video accepted, in bytes."""
    return int(getattr(settings, "CURRICULUM_MAX_VIDEO_BYTES", 6_000_000))


def max_upload_bytes() -> int:
    """`CURRICULUM_MAX_UPLOAD_BYTES`: above this only the head of an upload is kept to refuse it."""
    return int(getattr(settings, "CURRICULUM_MAX_UPLOAD_BYTES", 30_000_000))


def max_recording_seconds() -> int:
    """`CURRICULUM_MAX_RECORDING_SECONDS`: when a recording in the editor stops by itself."""
    return int(getattr(settings, "CURRICULUM_MAX_RECORDING_SECONDS", 60))


def lesson_budget_kb() -> int:
    """`CURRICULUM_LESSON_BUDGET_KB`: kB a lesson may weigh with pictures and sound."""
    return int(getattr(settings, "CURRICULUM_LESSON_BUDGET_KB", 1_000))


def card_picture_filter() -> str:
    """`CURRICULUM_CARD_PICTURE_FILTER`: the Wagtail rendition a card shows."""
    return str(getattr(settings, "CURRICULUM_CARD_PICTURE_FILTER", "width-640"))


def cover_picture_filter() -> str:
    """`CURRICULUM_COVER_PICTURE_FILTER`: the Wagtail rendition of a module's cover."""
    return str(getattr(settings, "CURRICULUM_COVER_PICTURE_FILTER", "fill-480x320"))


def picture_formats() -> tuple[str, ...]:
    """`CURRICULUM_PICTURE_FORMATS`: formats of every picture, the one that counts first.

    The first is kept on phones and weighed; a browser that cannot show it takes the next.
    """
    return tuple(getattr(settings, "CURRICULUM_PICTURE_FORMATS", ("webp", "jpeg")))


def private_storage_alias() -> str:
    """`CURRICULUM_PRIVATE_STORAGE`: which of Django's STORAGES keeps photographs ("private").

    It must have no public address: only a view that asks who may see them hands them out.
    """
    return str(getattr(settings, "CURRICULUM_PRIVATE_STORAGE", "private"))


def max_events() -> int:
    """`CURRICULUM_MAX_EVENTS`: how many progress events one request may bring."""
    return int(getattr(settings, "CURRICULUM_MAX_EVENTS", 500))


def max_event_bytes() -> int:
    """`CURRICULUM_MAX_EVENT_BYTES`: the heaviest single event accepted, as JSON."""
    return int(getattr(settings, "CURRICULUM_MAX_EVENT_BYTES", 4096))


def inline_style() -> str:
    """`CURRICULUM_INLINE_STYLE`: style that lesson pages carry in themselves; empty: linked.

    Made with `curriculum.inline_style.inline_style`; the site's Content-Security-Policy
    must name its `style_source`.
    """
    return str(getattr(settings, "CURRICULUM_INLINE_STYLE", ""))


def base_url() -> str:
    """`CURRICULUM_BASE_URL`: scheme and host that printed QR codes lead to, no slash at the end.

    Printed on paper for years: choose an address that will last. Empty: Wagtail's own
    `WAGTAILADMIN_BASE_URL`.
    """
    url = str(getattr(settings, "CURRICULUM_BASE_URL", ""))
    return (url or str(getattr(settings, "WAGTAILADMIN_BASE_URL", ""))).rstrip("/")


def print_stale_seconds() -> int:
    """`CURRICULUM_PRINT_STALE_SECONDS`: silence after which printing is given to another worker."""
    return int(getattr(settings, "CURRICULUM_PRINT_STALE_SECONDS", 300))


def app_name() -> str:
    """`CURRICULUM_APP_NAME`: what the installed app is called on a phone; empty: "Lessons"."""
    return str(getattr(settings, "CURRICULUM_APP_NAME", "") or _("Lessons"))


def pack_languages() -> list[str]:
    """`CURRICULUM_PACK_LANGUAGES`: languages in which packs are made ahead, as codes.

    Default: all of `LANGUAGES`. A pack in another language is made when it is asked for.
    """
    named = getattr(settings, "CURRICULUM_PACK_LANGUAGES", None)
    return list(named) if named is not None else [code for code, _name in settings.LANGUAGES]
