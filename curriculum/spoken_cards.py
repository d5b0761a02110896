"""What a printed card says aloud: the page its QR code opens, `/pelajaran/d/<code>/`.

Made like a lesson's page: once for all guests, without cookie or query, and without
JavaScript. The sound is the current release's; paper outlives releases, so a card that is
no longer there speaks from the release it was printed from, and the page says so.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from curriculum import card_codes, conf, shelf
from curriculum.frozen import thawed
from curriculum.models import CardAddress, ModuleRelease, ReleasedLesson
from curriculum.rendering import Card, Place
from curriculum.views import is_guest


@dataclass(frozen=True)
class SpokenCard:
    """A card alone, in a reading's way. `card` is None when its module was taken back.

    lesson, module: where to read on, as they are now; None if the card is there no longer.
    """

    title: str
    number: int
    card: Card | None
    lesson: Place | None
    module: Place | None
    language: str
    is_public: bool

    @property
    def is_current(self) -> bool:
        return self.lesson is not None


@gzip_page
@require_safe
def spoken_card(request: HttpRequest, code: str) -> HttpResponse:
    if code != card_codes.normalised(code):
        return redirect("curriculum:spoken_card", card_codes.normalised(code))
    kept = shelf.find_page(request) if is_guest(request) else None
    if kept is not None:
        return kept
    page_key, key = shelf.page_key(request), shelf.reading_key(request, request.path)
    spoken: Any = shelf.find_reading(request, request.path)
    if spoken is None:
        address = _address(code)
        refused = _refused(request, address)
        if refused is not None:
            return refused
        spoken = _spoken(request, address)
        shelf.keep_reading(key, spoken)
    response = _page(request, spoken)
    if is_guest(request) and spoken.is_public and response.status_code == 200:
        return shelf.keep_page(page_key, request, response)
    return response


def _address(code: str) -> CardAddress:
    rows = CardAddress.objects.select_related("release__page", "lesson__locale")
    address = rows.defer("release__manifest", "release__face").filter(pk=code).first()
    if address is None:
        raise Http404
    return address


def _refused(request: HttpRequest, address: CardAddress) -> HttpResponse | None:
    """The lesson's own page instead, which asks for the password or the sign-in it wants."""
    page = address.lesson
    restrictions = page.get_view_restrictions()
    if all(restriction.accept_request(request) for restriction in restrictions):
        return None
    return redirect(page.get_url(request))


def _spoken(request: HttpRequest, address: CardAddress) -> SpokenCard:
    printed = address.release
    current = None
    if printed.page.live:
        rows = ModuleRelease.objects.filter(page_id=printed.page_id).with_lessons()
        current = rows.select_related("page").first()
    row, card = _card(current, address.block_id)
    is_current = card is not None
    if current is not None and card is None:
        row, card = _card(printed, address.block_id)
    return SpokenCard(
        title=row.title if row else printed.title,
        number=current.number if current and is_current else printed.number,
        card=card,
        lesson=_place(row.page, row.title, request) if row and is_current else None,
        module=_place(current.page, current.title, request) if current else None,
        language=address.lesson.locale.language_code,
        is_public=current is not None and not address.lesson.get_view_restrictions().exists(),
    )


def _card(
    release: ModuleRelease | None, block_id: uuid.UUID
) -> tuple[ReleasedLesson | None, Card | None]:
    """The card and the lesson it stands in; (None, None) if `release` does not have it."""
    if release is None:
        return None, None
    for row in ReleasedLesson.objects.filter(release=release).select_related("page"):
        for data in row.cards or ():
            if data["id"] == str(block_id):
                return row, thawed(Card, data)
    return None, None


def _place(page: Any, title: str, request: HttpRequest) -> Place:
    return Place(page.pk, title, page.get_url(request) or "")


def _page(request: HttpRequest, spoken: SpokenCard) -> HttpResponse:
    language = spoken.language
    context = {
        "spoken": spoken,
        "lang": format_html(' lang="{}"', language) if language != get_language() else "",
        "inline_style": mark_safe(conf.inline_style()) if is_guest(request) else "",  # noqa: S308 - a setting
    }
    status = 410 if spoken.card is None else 200
    return render(request, "curriculum/spoken_card.html", context, status=status)
