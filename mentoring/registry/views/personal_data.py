"""A person's copy of her data, and asking that they be erased."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mentoring.errors import MentoringError
from mentoring.registry.forms import EraseForm, RefuseErasureForm
from mentoring.registry.models import DataCopy, ErasureRequest
from mentoring.registry.permissions import can_copy_data, can_settle_erasure
from mentoring.registry.services import (
    ask_for_data_copy,
    ask_for_erasure,
    erase_person,
    refuse_erasure,
)
from mentoring.registry.subjects import personal_data_sources
from mentoring.registry.views.profiles import Profile, find_profile

SHOWN = 20
_KINDS = {"json": "application/json", "pdf": "application/pdf"}


def _find(request: HttpRequest, pk: Any) -> Profile:
    profile = find_profile(request, pk)
    if not can_copy_data(request.user, profile.person):
        raise PermissionDenied(_("Only she and her coordinator ask for a copy of her data."))
    return profile


@login_required
@never_cache
def data_copies(request: HttpRequest, pk: Any = None) -> HttpResponse:
    profile, now = _find(request, pk), timezone.now()
    if request.method == "POST":
        ask_for_data_copy(person=profile.person, asked_by=request.user, now=now)
        messages.success(request, _("The copy is being made. Come back in a moment."))
        return redirect(request.path)
    copies = profile.person.data_copies.visible_to(request.user)
    context = {
        "profile": profile,
        "person": profile.person,
        "waiting": copies.filter(state="waiting").exists(),
        "copies": list(copies.open_at(now)),
    }
    return render(request, "mentoring_registry/data_copies.html", context)


@login_required
@require_GET
def data_copy_file(request: HttpRequest, pk: Any, kind: str) -> FileResponse:
    copies = DataCopy.objects.visible_to(request.user).open_at(timezone.now())
    copy = get_object_or_404(copies.select_related("person"), pk=pk)
    if kind not in _KINDS:
        raise Http404
    file = copy.json_file if kind == "json" else copy.pdf_file
    response = FileResponse(
        file.open(), content_type=_KINDS[kind], as_attachment=True, filename=f"data-saya.{kind}"
    )
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@never_cache
def ask_erasure(request: HttpRequest, pk: Any = None) -> HttpResponse:
    """What is kept, what stays, and the request; whoever is responsible answers it."""
    profile = _find(request, pk)
    form = EraseForm(request.POST or None)
    if form.is_valid():
        ask_for_erasure(person=profile.person, asked_by=request.user, now=timezone.now())
        messages.success(request, _("Your request is on its way. It is answered within 3 days."))
        return redirect(profile.base)
    newest = profile.person.erasure_requests.first()
    context = {
        "profile": profile,
        "person": profile.person,
        "form": form,
        "kept": [line for source in personal_data_sources() for line in source.describe()],
        "open": newest if newest and newest.settled_at is None else None,
        "refused": newest if newest and newest.settled_at and not newest.is_erased else None,
    }
    return render(request, "mentoring_registry/ask_erasure.html", context)


@login_required
@never_cache
def erasure_requests(request: HttpRequest) -> HttpResponse:
    requests = ErasureRequest.objects.visible_to(request.user).open()
    page = Paginator(requests.select_related("person").order_by("asked_at", "pk"), SHOWN).get_page(
        request.GET.get("halaman")
    )
    return render(request, "mentoring_registry/erasure_requests.html", {"page": page})


@login_required
@never_cache
def erasure_request(request: HttpRequest, pk: Any) -> HttpResponse:
    """Erase, or refuse with a reason."""
    found = get_object_or_404(
        ErasureRequest.objects.visible_to(request.user).open().select_related("person"), pk=pk
    )
    if not can_settle_erasure(request.user, found):
        raise PermissionDenied(
            _("Whoever is responsible for her place answers this, never who asked for it.")
        )
    is_erasing = request.POST.get("answer_is") == "erase"
    erase = EraseForm(request.POST if is_erasing else None)
    refuse = RefuseErasureForm(request.POST if request.POST and not is_erasing else None)
    form = erase if is_erasing else refuse
    if form.is_valid():
        try:
            _settle(request, found, form)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("mentoring_registry:erasure_requests")
    context = {"found": found, "person": found.person, "erase": erase, "refuse": refuse}
    return render(request, "mentoring_registry/erasure_request.html", context)


def _settle(request: HttpRequest, found: ErasureRequest, form: Any) -> None:
    now = timezone.now()
    if isinstance(form, RefuseErasureForm):
        refuse_erasure(request=found, refused_by=request.user, now=now, **form.cleaned_data)
        messages.success(request, _("Your answer is kept. She reads it on her page."))
        return
    stays = erase_person(person=found.person, erased_by=request.user, now=now)
    messages.success(request, _("The data are erased. This stays:"))
    for sentence in stays:
        messages.info(request, sentence)
