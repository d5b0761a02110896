"""What waits for a signed-in person here, and where she may go: `register_desk_items`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curriculum import shelf
from curriculum.models import ProgressSummary
from curriculum.pinned import waiting_changes


@dataclass(frozen=True)
class DeskItem:
    """One tile; the asker documents the fields."""

    kind: str
    label: str
    sentence: str
    url: str
    picture: str
    order: int
    count: int = 0


def desk_items(user: Any, today: date) -> Iterable[DeskItem]:
    """The lessons, with what this reader began; for editors the place where they are written."""
    try:
        yield DeskItem("link", _("Lessons"), _begun(user), reverse("curriculum:index"), "book", 20)
    except NoReverseMatch:
        return
    yield from _waiting(user)
    if user.has_perm("curriculum.add_sound"):
        label, sentence = _("Write lessons"), _("Modules, lessons and cards")
        yield DeskItem("link", label, sentence, reverse("wagtailadmin_explore_root"), "book", 60)


def _waiting(user: Any) -> Iterable[DeskItem]:
    """Big changes of lessons that this person may accept; no query where no pin exists."""
    count = len(waiting_changes(user)) if shelf.pins_exist() else 0
    if count:
        label, sentence = _("New versions of lessons"), _("Choose when the group reads them")
        url = reverse("curriculum:changes")
        yield DeskItem("waiting", label, sentence, url, "book", 30, count)


def _begun(user: Any) -> str:
    """How many modules the reader has begun and not finished, as a sentence; one query."""
    begun = ProgressSummary.objects.filter(user=user, completed_at=None).count()
    if not begun:
        return _("Read and listen")
    return ngettext("Go on: %(n)d is not finished", "Go on: %(n)d are not finished", begun) % {
        "n": begun
    }
