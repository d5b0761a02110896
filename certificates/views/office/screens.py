"""The furniture every screen of the issuer's staff shares in the Wagtail admin.

Every view finds its object among the rows this person may see (else 404), asks whether
she may do it (else 403), and calls one verb.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin import messages

from certificates import evidence, permissions
from certificates.errors import CertificatesError
from certificates.models import Certificate, IssueBatch
from certificates.services.snapshots import date_span


def page(
    request: HttpRequest, name: str, title: str, *crumbs: tuple[str, str], **context: Any
) -> HttpResponse:
    """A screen with Wagtail's header; `crumbs` are (URL, label) between the menu and it."""
    trail = [(reverse("wagtailadmin_home"), _("Home")), *crumbs, ("", title)]
    context |= {
        "header_title": title,
        "page_title": title,
        "header_icon": "certificate",
        "breadcrumbs_items": [{"url": url, "label": label} for url, label in trail],
    }
    return render(request, f"certificates/admin/{name}.html", context)


def require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def perform(
    request: HttpRequest, back_to: Any, verb: Callable[[], Any], success: str
) -> HttpResponse:
    """Call `verb`; tell on the page of `back_to` what came of it."""
    try:
        verb()
    except CertificatesError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, success)
    return redirect(back_to)


def batch_for(request: HttpRequest, pk: UUID) -> IssueBatch:
    visible = IssueBatch.objects.visible_to(request.user).with_counts()
    return get_object_or_404(
        visible.select_related(
            "type__issuer", "made_by", "approved_by", "signatory", "alongside", "statement_batch"
        ),
        pk=pk,
    )


def certificate_for(request: HttpRequest, pk: UUID) -> Certificate:
    """Among those of one's issuers: a holder reads her own on the public side."""
    require(permissions.works_for_an_issuer(request.user))
    visible = Certificate.objects.visible_to(request.user)
    return get_object_or_404(
        visible.select_related("issuer", "type", "item__batch", "replaces", "renews"), pk=pk
    )


def dates_of(occasion: evidence.Occasion) -> str:
    """The days of `occasion` as people say them, the last one included."""
    last_day = occasion.ends_on - timedelta(days=1)
    return date_span(occasion.starts_on, last_day, get_language() or "id")
