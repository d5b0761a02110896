"""Views for a facilitator who types in what people ticked on a paper check.

`catat/<person>/lembar/`: which sheet; `…/<release>/`: its answers; `…/<release>/<form>/`:
what was right, with the explanations, to talk about.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from curriculum.accompanying import account_accompanied_by
from curriculum.errors import CurriculumError, NothingToCheck
from curriculum.forms import PaperCheckForm
from curriculum.models import ModuleRelease, Moment, ProgressEvent
from curriculum.paper.contents import PaperCard, PaperModule, paper_module
from curriculum.pinned import releases_held_for_key
from curriculum.rendering import Option
from curriculum.services import Receipt, Status, write_down_answers
from curriculum.services.receiving import paper_answer_id
from curriculum.writing_down import accompanied_person


@dataclass(frozen=True)
class Earlier:
    """A sheet of this release written down before: so many right of so many answered."""

    moment: str
    day: date
    right: int
    answered: int


@dataclass(frozen=True)
class Answered:
    """A check of the sheet with what was chosen: (letter, answer), or None if left blank."""

    check: PaperCard
    chosen: tuple[str, Option] | None

    @property
    def is_right(self) -> bool:
        return bool(self.chosen and self.chosen[1].is_correct)


@login_required
def sheets(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The modules that ask something, each in the release this person reads."""
    person = accompanied_person(request.user, key)
    releases = ModuleRelease.objects.current().originals().with_lessons().order_by("code")
    asking = [each for each in releases if any(row.check_ids for row in each.lessons.all())]
    held = releases_held_for_key(person.user_id)
    rows = [(held.get(each.page_id, each.pk), each) for each in asking]
    return render(request, "curriculum/paper_checks.html", {"person": person, "rows": rows})


@login_required
def sheet(request: HttpRequest, key: uuid.UUID, release_id: int) -> HttpResponse:
    """Type in one sheet; sent twice it is kept once."""
    person = accompanied_person(request.user, key)
    release = _release(release_id)
    try:
        paper = _paper(release)
    except CurriculumError as refusal:
        messages.error(request, str(refusal))
        return redirect("curriculum:paper_checks", key)
    form = PaperCheckForm(request.POST if request.method == "POST" else None, paper=paper)
    if form.is_valid():
        return _kept(request, key, release, form)
    context = {
        "person": person,
        "release": release,
        "questions": [(each, form[f"q{each.question}"]) for each in paper.checks],
        "form": form,
        "earlier": _earlier(person.user_id, release),
        "others": ModuleRelease.objects.filter(page_id=release.page_id)
        .exclude(pk=release.pk)
        .only("number", "published_at"),
    }
    return render(request, "curriculum/paper_check.html", context)


def _release(release_id: int) -> ModuleRelease:
    releases = ModuleRelease.objects.select_related("page__locale", "revision")
    return get_object_or_404(releases.prefetch_related("lessons"), pk=release_id)


def _paper(release: ModuleRelease) -> PaperModule:
    """The release as it was printed, with pictures at their addresses.

    Raises ReleaseNotKept, NothingToCheck.
    """
    paper = paper_module(release, address=default_storage.url)
    if not paper.checks:
        raise NothingToCheck(title=release.title)
    return paper


def _kept(
    request: HttpRequest, key: uuid.UUID, release: ModuleRelease, form: PaperCheckForm
) -> HttpResponse:
    receipts = write_down_answers(
        reader=account_accompanied_by(request.user, key),
        release_id=release.pk,
        answers=form.answers(),
        moment=form.cleaned_data["moment"],
        form_id=form.cleaned_data["form_id"],
        recorded_by=request.user,
    )
    _say(request, receipts)
    return redirect("curriculum:paper_check_result", key, release.pk, form.cleaned_data["form_id"])


def _say(request: HttpRequest, receipts: Iterable[Receipt]) -> None:
    if any(receipt.status == Status.ACCEPTED for receipt in receipts):
        messages.success(request, _("The sheet is written down."))
    else:
        messages.info(request, _("This was written down already."))


def _earlier(user_id: int | None, release: ModuleRelease) -> list[Earlier]:
    """What was written down of sheets of this release, so that none is typed in twice."""
    if user_id is None:
        return []
    events = ProgressEvent.objects.filter(user_id=user_id, release=release).exclude(moment="")
    sheets = groupby(events.order_by("received_at", "pk"), key=lambda e: (e.moment, e.received_at))
    found = []
    for (moment, received_at), some in sheets:
        answers = list(some)
        right = sum(event.is_right_answer() for event in answers)
        day = timezone.localdate(received_at)
        found.append(Earlier(Moment(moment).label, day, right, len(answers)))
    return found


@login_required
def result(
    request: HttpRequest, key: uuid.UUID, release_id: int, form_id: uuid.UUID
) -> HttpResponse:
    """What was right on a sheet that was typed in, with the explanations."""
    person = accompanied_person(request.user, key)
    paper = _paper(_release(release_id))
    ids = {paper_answer_id(form_id, each.card.id): each for each in paper.checks}
    events = ProgressEvent.objects.filter(pk__in=ids, release_id=release_id)
    kept = list(events.filter(user_id=person.user_id)) if person.user_id else []
    if not kept:
        raise Http404
    chosen = {str(event.block_id): str(event.option_id) for event in kept}
    answered = [_answered(each, chosen.get(each.card.id)) for each in paper.checks]
    context = {
        "person": person,
        "paper": paper,
        "release_id": release_id,
        "moment": Moment(kept[0].moment).label,
        "answered": answered,
        "right": sum(each.is_right for each in answered),
    }
    return render(request, "curriculum/paper_check_result.html", context)


def _answered(check: PaperCard, option_id: str | None) -> Answered:
    return Answered(check, next((each for each in check.answers if each[1].id == option_id), None))
