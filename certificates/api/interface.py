"""The interface itself: who may speak, how it refuses, and which routes it has."""

from typing import Any

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import SessionAuth

from certificates import errors
from certificates.api.batches import router as batches
from certificates.api.certificates import router as certificates
from certificates.api.keys import KeyMissing
from certificates.api.trainings import router as trainings
from certificates.errors import CertificatesError

# Whatever is not listed clashes with how things stand: 409.
STATUS: dict[type[CertificatesError], int] = {
    errors.NotAllowed: 403,
    errors.OwnBatch: 403,
    errors.OwnCertificate: 403,
    errors.OwnRequest: 403,
    errors.OccasionUnknown: 404,
    KeyMissing: 400,
}


class SignedIn(SessionAuth):
    """Whoever is signed in on the site; what changes something carries its token as forms do."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        user = request.user
        return user if user.is_authenticated and user.is_active else None


api = NinjaAPI(
    title="Sertifikat",
    version="1",
    description="Checks, batches, revocations, corrections and registers, for the issuer's staff.",
    urls_namespace="certificates_api",
    # The pages that show descriptions load scripts of others.
    docs_url=None,
    openapi_url="openapi.json",
    auth=SignedIn(csrf=True),
)
api.add_router("", trainings)
api.add_router("batches/", batches)
api.add_router("", certificates)


@api.exception_handler(CertificatesError)
def refused(request: HttpRequest, refusal: CertificatesError) -> HttpResponse:
    return _told(request, STATUS.get(type(refusal), 409), refusal.code, str(refusal))


@api.exception_handler(AuthenticationError)
def not_let_in(request: HttpRequest, refusal: AuthenticationError) -> HttpResponse:
    return _told(request, 401, "not_signed_in", _("Sign in on the site first, then call again."))


@api.exception_handler(Http404)
def not_found(request: HttpRequest, refusal: Http404) -> HttpResponse:
    sentence = _("There is no such row among those of your issuers. Check its key.")
    return _told(request, 404, "not_found", sentence)


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, refusal: ValidationError) -> HttpResponse:
    sentence = _("What was sent cannot be read. Compare it with the description of this call.")
    return _told(request, 422, "not_understood", sentence)


@api.exception_handler(HttpError)
def not_taken(request: HttpRequest, refusal: HttpError) -> HttpResponse:
    if refusal.status_code == 403:
        sentence = _("The token against forged calls is missing or old. Load a page, then repeat.")
        return _told(request, 403, "csrf_failed", sentence)
    sentence = _("What was sent cannot be read. Compare it with the description of this call.")
    return _told(request, refusal.status_code, "not_understood", sentence)


@api.exception_handler(OperationalError)
def busy(request: HttpRequest, trouble: OperationalError) -> HttpResponse:
    """Nothing was kept, and the same key may be sent again."""
    response = _told(request, 503, "busy", _("The site is busy. Nothing was changed; call again."))
    response.headers["Retry-After"] = "30"
    return response


def _told(request: HttpRequest, status: int, code: str, sentence: str) -> HttpResponse:
    return api.create_response(request, {"code": code, "sentence": sentence}, status=status)
