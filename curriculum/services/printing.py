"""Put releases on paper: a row says what is wanted, a worker makes it, once.

The row is the truth, a message only a nudge. A worker claims the row first; only the
claim that still stands when the file is stored may finish it. A worker that dies leaves
an old heartbeat, and the sweep gives the row to the next one, a few times.
"""

import logging
import uuid
from datetime import timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation

from curriculum import conf, shelf
from curriculum.errors import (
    CurriculumError,
    NothingToCheck,
    PrintInterrupted,
    ReleaseNotKept,
    UnexpectedFailure,
)
from curriculum.models import ModulePrint, ModuleRelease, PrintKind, PrintState
from curriculum.paper.contents import cards_with_sound, paper_module
from curriculum.paper.press import SHEET_CODE, Job, Printed, print_paper
from curriculum.services.addressing import address_cards

FOLDER = "prints"
MOST_ATTEMPTS = 3

logger = logging.getLogger(__name__)


def print_language(release: ModuleRelease) -> str:
    """The language of our own words on the sheet: the lessons' own where we speak it."""
    own = release.page.locale.language_code
    return own if own in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def ask_for_print(
    *, release: ModuleRelease, kind: str, asked_by: Any = None, now: Any = None
) -> ModulePrint:
    """The row of this print, made and queued if there is none, queued again if it failed.

    Asking for what is there, waiting or being made changes nothing.
    Raises ReleaseNotKept, NothingToCheck.
    """
    now = now or timezone.now()
    _require_printable(release, kind)
    asked = {"asked_by": asked_by, "asked_at": now, "heartbeat_at": now}
    with transaction.atomic():
        row, is_new = ModulePrint.objects.get_or_create(
            release=release, kind=kind, language=print_language(release), defaults=asked
        )
        is_again = not is_new and bool(
            ModulePrint.objects.filter(pk=row.pk, state=PrintState.FAILED).update(
                state=PrintState.WAITING, attempts=0, error_code="", **asked
            )
        )
        if is_new or is_again:
            transaction.on_commit(lambda: _send(row.pk), robust=True)
    row.refresh_from_db()
    return row


def _require_printable(release: ModuleRelease, kind: str) -> None:
    rows = release.lessons.all()
    if release.face is None or any(row.cards is None for row in rows):
        raise ReleaseNotKept(title=release.title)
    if kind == PrintKind.CHECK and not any(row.check_ids for row in rows):
        raise NothingToCheck(title=release.title)


def _send(print_id: uuid.UUID) -> None:
    current_app.tasks[conf.PRINT_MODULE].apply_async(args=[str(print_id)])


def print_module(*, print_id: uuid.UUID | str, now: Any = None) -> bool:
    """Make and store the file of this row; whether it was made now.

    A row that is ready, failed, gone, or in the hands of another worker is left alone.
    """
    row = _claim(print_id, now or timezone.now())
    if row is None:
        return False
    try:
        printed = _printed(row)
        name = _stored(row, printed.pdf)
    except CurriculumError as refusal:
        return _fail(row, refusal.code)
    except Exception:  # fonts, a full disk, a storage that is down: the page tells who asked
        logger.exception("print %s could not be made", row.pk)
        return _fail(row, UnexpectedFailure.code)
    return _finish(row, name, printed)


def _claim(print_id: uuid.UUID | str, now: Any) -> ModulePrint | None:
    claim = uuid.uuid4()
    silent = Q(heartbeat_at__lt=now - timedelta(seconds=conf.print_stale_seconds()))
    free = Q(state=PrintState.WAITING) | (Q(state=PrintState.PRINTING) & silent)
    ModulePrint.objects.filter(free, pk=print_id).update(
        state=PrintState.PRINTING, claim=claim, heartbeat_at=now, attempts=F("attempts") + 1
    )
    rows = ModulePrint.objects.select_related("release__page__locale", "release__revision")
    return rows.filter(claim=claim).first()


def _printed(row: ModulePrint) -> Printed:
    release = row.release
    addresses, codes = {}, {}
    if conf.base_url() and _is_mounted():
        codes = address_cards(release=release, cards=cards_with_sound(release))
        addresses = {code: _address("spoken_card", code) for code in codes.values()}
        addresses[SHEET_CODE] = sheet_address(release)
    with translation.override(row.language):
        return print_paper(
            row.kind,
            Job(
                paper=paper_module(release, codes=codes),
                addresses=addresses,
                manifest=release.manifest,
                identifier=row.pk.hex,
                typed_at=_address("index").partition("://")[2] + "d/" if addresses else "",
            ),
        )


def _is_mounted() -> bool:
    try:
        return bool(reverse("curriculum:index"))
    except NoReverseMatch:
        return False


def _address(name: str, *args: Any) -> str:
    return conf.base_url() + reverse(f"curriculum:{name}", args=args)


def sheet_address(release: ModuleRelease) -> str:
    """Where the answers of a paper check of this release are written down."""
    return f"{_address('people')}?lembar={release.pk}"


def _stored(row: ModulePrint, pdf: bytes) -> str:
    """Keep `pdf`; a name of its own for each attempt, so that nobody reads half a file."""
    name = f"{FOLDER}/{row.claim.hex[:12]}/{file_name(row)}"
    return default_storage.save(name, ContentFile(pdf))


def file_name(row: ModulePrint) -> str:
    """As it is called on somebody's phone: "m01-1-booklet.pdf"."""
    return f"{row.release.code.lower()}-{row.release.number}-{row.kind.replace('_', '-')}.pdf"


def _fail(row: ModulePrint, code: str) -> bool:
    held = ModulePrint.objects.filter(pk=row.pk, claim=row.claim, state=PrintState.PRINTING)
    held.update(state=PrintState.FAILED, error_code=code, heartbeat_at=timezone.now())
    return False


def _finish(row: ModulePrint, name: str, printed: Printed) -> bool:
    with transaction.atomic():
        held = ModulePrint.objects.filter(pk=row.pk, claim=row.claim, state=PrintState.PRINTING)
        is_ours = held.update(
            state=PrintState.READY,
            pdf=name,
            bytes=len(printed.pdf),
            pages=printed.pages,
            error_code="",
            heartbeat_at=timezone.now(),
        )
        if is_ours:
            # The module's kept page names its files.
            transaction.on_commit(shelf.start_new_generation)
    if not is_ours:
        default_storage.delete(name)
    return bool(is_ours)


def requeue_stale_prints(*, now: Any = None) -> int:
    """Send again what nobody has worked on for a while; how many rows.

    What was begun too often is given up: it would kill one worker after another.
    """
    now = now or timezone.now()
    stale = ModulePrint.objects.silent_since(now - timedelta(seconds=conf.print_stale_seconds()))
    stale.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=PrintState.FAILED, error_code=PrintInterrupted.code
    )
    keys = list(stale.order_by("asked_at").values_list("pk", flat=True))
    # Waiting anew: a sweep a minute later must not send the same again.
    ModulePrint.objects.filter(pk__in=keys).update(state=PrintState.WAITING, heartbeat_at=now)
    for key in keys:
        _send(key)
    return len(keys)
