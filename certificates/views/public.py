"""What anybody may open: type a code, see what is true about it, compare it with a paper."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST

from certificates import conf
from certificates.forms import CodeForm, ComparisonForm
from certificates.services import Verdict, VerdictState, compare, verify
from certificates.services.comparing import Comparison, facts_on

_STATUS_CODES = {VerdictState.UNKNOWN: 404, VerdictState.THROTTLED: 429}
_JSON_SCHEMA = 1
# Caches that many share may hold an answer for a minute: each says when it was checked.
_SHARED_MINUTE = "public, max-age=0, s-maxage=60, must-revalidate"


def check(request: HttpRequest) -> HttpResponse:
    """The form. It sends by GET, so that it works without cookies and can be bookmarked."""
    form = CodeForm(request.GET if "kode" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("certificates:verify", code=form.cleaned_data["kode"])
    return render(request, "certificates/check.html", {"form": form})


# Ten kilobytes of words travel as three. The token of a staff member's own form is masked anew
# in each answer, so its length tells nothing.
@gzip_page
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """The answer about one code: a page, or JSON for who asks for it, at the same address."""
    verdict = verify(typed=code, address=address_of(request))
    status = _STATUS_CODES.get(verdict.state, 200)
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        response: HttpResponse = JsonResponse(as_json(verdict), status=status)
        response["Cache-Control"] = "no-store"
    else:
        response = _page(request, verdict, status)
    patch_vary_headers(response, ["Accept", "Accept-Language", "Cookie"])
    if status == 200 and not request.COOKIES:
        response["Cache-Control"] = _SHARED_MINUTE
    return response


# Nothing changes and nobody is signed in here: a token would only set a cookie for guests, and
# with it end every shared cache of the page.
@csrf_exempt
@require_POST
def compare_paper(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the paper says what the record says, for what is never shown. By POST: what is
    typed here must stand in no address and no log."""
    form = ComparisonForm(request.POST)
    form.is_valid()
    found = compare(typed_code=code, typed=form.cleaned_data, address=address_of(request))
    if found is None:
        return verify_code(request, code)
    status = 429 if found.is_throttled else 200
    return _page(request, found.verdict, status, form=form, comparison=found)


def _page(
    request: HttpRequest,
    verdict: Verdict,
    status: int,
    *,
    form: ComparisonForm | None = None,
    comparison: Comparison | None = None,
) -> HttpResponse:
    """The page of `verdict`. No address of it may travel to other sites: it holds the code."""
    form = form or ComparisonForm()
    form.keep_only(facts_on(verdict.paper_only))
    lines = form.labelled(comparison.agrees) if comparison else []
    context = {"verdict": verdict, "form": form, "comparison": comparison, "lines": lines}
    response = render(request, "certificates/verify.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def address_of(request: HttpRequest) -> str:
    """Whom the throttle counts."""
    header = conf.address_header()
    given = request.headers.get(header, "").strip() if header else ""
    return given or request.META.get("REMOTE_ADDR", "")


def as_json(verdict: Verdict) -> dict[str, Any]:
    """The stable public form of a verdict; dates as ISO 8601, absent values as "" or []."""
    return {
        "schema": _JSON_SCHEMA,
        "state": str(verdict.state),
        "code": verdict.code,
        "checked_at": verdict.checked_at.isoformat(timespec="seconds"),
        "printed": verdict.printed,
        "paper_only": list(verdict.paper_only),
        "is_sample": verdict.is_sample,
        "is_legacy": verdict.is_legacy,
        "reason": verdict.reason,
        "revoked_on": verdict.revoked_on.isoformat() if verdict.revoked_on else "",
        "valid_until": verdict.valid_until.isoformat() if verdict.valid_until else "",
        "successor": verdict.successor,
        "successor_code": verdict.successor_code,
        "pdf_sha256": verdict.pdf_sha256,
        "duplicate_sha256": list(verdict.duplicate_sha256),
        "signature_level": verdict.signature_level,
        "has_badge": verdict.has_badge,
        "is_badge_lost": verdict.is_badge_lost,
        "contact": verdict.contact,
        "looks_mistyped": verdict.looks_mistyped,
        "suggestions": list(verdict.suggestions),
    }
