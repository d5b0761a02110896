"""What anybody may open: type a code, see what is true about it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from certificates import conf
from certificates.forms import CodeForm
from certificates.services import Verdict, VerdictState, verify

_STATUS_CODES = {VerdictState.UNKNOWN: 404, VerdictState.THROTTLED: 429}
_JSON_SCHEMA = 1


def check(request: HttpRequest) -> HttpResponse:
    """The form. It sends by GET, so that it works without cookies and can be bookmarked."""
    form = CodeForm(request.GET if "kode" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("certificates:verify", code=form.cleaned_data["kode"])
    return render(request, "certificates/check.html", {"form": form})


def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """The answer about one code: a page, or JSON for who asks for it, at the same address."""
    verdict = verify(typed=code, address=address_of(request))
    status = _STATUS_CODES.get(verdict.state, 200)
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        response: HttpResponse = JsonResponse(as_json(verdict), status=status)
    else:
        response = render(request, "certificates/verify.html", {"verdict": verdict}, status=status)
    patch_vary_headers(response, ["Accept"])
    # A page kept for even a minute would call a revoked paper valid for that minute.
    response["Cache-Control"] = "no-store"
    # Codes in addresses must not travel to other sites.
    response["Referrer-Policy"] = "no-referrer"
    return response


def address_of(request: HttpRequest) -> str:
    """Whom the throttle counts."""
    header = conf.address_header()
    given = request.headers.get(header, "").strip() if header else ""
    return given or request.META.get("REMOTE_ADDR", "")


def as_json(verdict: Verdict) -> dict[str, Any]:
    """The stable public form of a verdict; dates as ISO 8601, absent values as ""."""
    return {
        "schema": _JSON_SCHEMA,
        "state": str(verdict.state),
        "code": verdict.code,
        "checked_at": verdict.checked_at.isoformat(timespec="seconds"),
        "printed": verdict.printed,
        "is_sample": verdict.is_sample,
        "reason": verdict.reason,
        "revoked_on": verdict.revoked_on.isoformat() if verdict.revoked_on else "",
        "contact": verdict.contact,
        "looks_mistyped": verdict.looks_mistyped,
    }
