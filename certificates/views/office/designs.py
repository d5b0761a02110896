"""Screens of who keeps designs: the list, the form with its preview, approval and retirement."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from certificates.errors import CertificatesError
from certificates.forms import DesignForm, NewDesignForm
from certificates.models import CertificateTemplate, DesignState, TemplateVersion
from certificates.permissions import can_keep_designs
from certificates.rendering.choices import Choices
from certificates.rendering.samples import NAMES
from certificates.services.designs import (
    approve_design,
    begin_design,
    begin_version,
    change_draft,
    preview,
    retire_design,
)
from certificates.views.office.screens import page, perform, require


def sample_labels() -> list[tuple[str, str]]:
    """(key, words) of the sample names, in the order they are shown."""
    words = {
        "longest": _("longest name"),
        "shortest": _("one letter"),
        "one_word": _("one word"),
        "balinese": _("Balinese script"),
        "javanese": _("Javanese script"),
    }
    return [(key, words[key]) for key in NAMES]


def designs(request: HttpRequest) -> HttpResponse:
    """Every design with its versions; POST begins a new one from a starter."""
    require(can_keep_designs(request.user))
    form = NewDesignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(begin_design(made_by=request.user, **form.cleaned_data))
    found = CertificateTemplate.objects.prefetch_related("versions")
    return page(request, "designs", _("Certificate designs"), designs=found, form=form)


def design(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: the form while it is a draft, and the preview; POST draws it anew."""
    version = _version(request, pk)
    initial = Choices.from_json(version.choices).as_json()
    form = DesignForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change = lambda: change_draft(  # noqa: E731 - handed on, not kept
            version=version, choices=Choices(**form.cleaned_data), changed_by=request.user
        )
        return perform(request, version, change, _("Drawn anew. Look at the preview."))
    return page(
        request,
        "design",
        str(version),
        (reverse("certificates_admin:designs"), _("Certificate designs")),
        version=version,
        form=form,
        is_draft=version.state == DesignState.DRAFT,
        samples=sample_labels(),
        sample=request.GET.get("nama") if request.GET.get("nama") in NAMES else "longest",
    )


@xframe_options_sameorigin
def design_preview(request: HttpRequest, pk: int, sample: str) -> HttpResponse:
    """The PDF of one version with one sample name, or the sentence why there is none."""
    version = _version(request, pk)
    if sample not in NAMES:
        raise Http404
    try:
        pdf = preview(version=version, sample=sample)
    except CertificatesError as refusal:
        return HttpResponse(str(refusal), content_type="text/plain; charset=utf-8", status=409)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def design_approve(request: HttpRequest, pk: int) -> HttpResponse:
    version = _version(request, pk)
    approve = lambda: approve_design(version=version, approved_by=request.user)  # noqa: E731
    return perform(request, version, approve, _("Approved. New batches take this version."))


@require_POST
def design_retire(request: HttpRequest, pk: int) -> HttpResponse:
    version = _version(request, pk)
    retire = lambda: retire_design(version=version, retired_by=request.user)  # noqa: E731
    return perform(request, version, retire, _("Retired. New batches no longer take this version."))


@require_POST
def design_version(request: HttpRequest, pk: int) -> HttpResponse:
    """A new draft of the same design."""
    version = _version(request, pk)
    return redirect(begin_version(template=version.template, made_by=request.user))


def _version(request: HttpRequest, pk: int) -> TemplateVersion:
    require(can_keep_designs(request.user))
    return get_object_or_404(TemplateVersion.objects.select_related("template"), pk=pk)
