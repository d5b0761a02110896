"""A module on paper: what is ready to download, and asking for what is not, `cetak/<page>/`.

Anybody who may read a module may download what is ready. Making it costs a worker's time,
so only who holds `curriculum.print_module` asks for it; asking twice makes it once.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from curriculum.errors import CurriculumError
from curriculum.forms import AskForPrintForm
from curriculum.models import ModulePrint, ModuleRelease, PrintKind
from curriculum.openness import may_read_all
from curriculum.permissions import may_print
from curriculum.services import ask_for_print
from curriculum.services.printing import print_language
from curriculum.whole_numbers import whole_number


@dataclass(frozen=True)
class Paper:
    """One kind of paper of a release; `row` is None while nobody has asked for it."""

    kind: str
    label: Any
    row: ModulePrint | None

    @property
    def is_ready(self) -> bool:
        return self.row is not None and self.row.is_ready

    @property
    def may_be_asked_for(self) -> bool:
        return self.row is None or self.row.has_failed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, page_id: int) -> HttpResponse:
    release = _release(request, page_id)
    may_ask = may_print(request.user)
    if request.method == "POST":
        if not may_ask:
            raise PermissionDenied
        return _asked(request, release)
    found = papers_of(release)
    numbers = ModuleRelease.objects.filter(page_id=page_id).exclude(pk=release.pk)
    context = {
        # A group that waits with a big change needs its own version on paper.
        "others": numbers.only("number", "published_at") if may_ask else (),
        "release": release,
        "papers": [paper for paper in found if may_ask or paper.is_ready],
        "may_ask": may_ask,
        "is_moving": any(paper.row and paper.row.is_moving for paper in found),
    }
    return render(request, "curriculum/papers.html", context)


def papers_of(release: ModuleRelease) -> list[Paper]:
    """Every kind of paper `release` can be printed on, in the order of `PrintKind`."""
    rows = release.prints.filter(language=print_language(release)).order_by()
    by_kind = {row.kind: row for row in rows}
    has_checks = any(lesson.check_ids for lesson in release.lessons.all())
    kinds = [kind for kind in PrintKind if has_checks or kind != PrintKind.CHECK]
    return [Paper(kind, kind.label, by_kind.get(kind)) for kind in kinds]


def _asked(request: HttpRequest, release: ModuleRelease) -> HttpResponse:
    form = AskForPrintForm(request.POST)
    if form.is_valid():
        try:
            ask_for_print(release=release, kind=form.cleaned_data["kind"], asked_by=request.user)
        except CurriculumError as refusal:
            messages.error(request, str(refusal))
    return redirect(f"{request.path}?versi={release.number}")


def _release(request: HttpRequest, page_id: int) -> ModuleRelease:
    """The module's current release, or the one the address names (`?versi=2`).

    Raises Http404 for a module that is not published, PermissionDenied for a visitor who
    may not read it.
    """
    releases = ModuleRelease.objects.filter(page_id=page_id, page__live=True).with_lessons()
    number = request.GET.get("versi", "")
    if number.isdecimal():
        # No release has the number 0.
        releases = releases.filter(number=whole_number(number) or 0)
    release = releases.select_related("page__locale").first()
    if release is None:
        raise Http404
    if not may_read_all(request, release):
        raise PermissionDenied
    return release
