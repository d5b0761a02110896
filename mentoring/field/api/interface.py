"""The interface itself: how it refuses, and which routes it has."""

from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from mentoring.accounts import language_of
from mentoring.errors import MentoringError
from mentoring.field import errors
from mentoring.field.api.bodies import BoundedParser
from mentoring.field.api.contents import router as contents
from mentoring.field.api.door import DeviceToken
from mentoring.field.api.phones import router as phones
from mentoring.field.api.records import router as records
from mentoring.field.api.uploads import router as uploads

STATUS: dict[type[MentoringError], int] = {
    errors.TooManyTries: 429,
    errors.PhoneGone: 401,
    errors.NotSignedOut: 409,
    errors.BodyTooLarge: 413,
    errors.TooManyRecords: 413,
    errors.UploadTooLarge: 413,
    errors.UploadNotWanted: 415,
    # No fault of the file: the phone keeps it and sends it later.
    errors.UploadQuotaSpent: 429,
    errors.UploadDiffers: 409,
    errors.UploadOffsetDiffers: 409,
    errors.UploadDamaged: 422,
}

_HOUR = 3600

api = NinjaAPI(
    title="Lapangan",
    version="1",
    description="What phones of facilitators send and take along.",
    urls_namespace="mentoring_field_api",
    # The pages that show descriptions load scripts of others.
    docs_url=None,
    openapi_url="openapi.json",
    auth=DeviceToken(),
    parser=BoundedParser(),
)
api.add_router("", phones)
api.add_router("", contents)
api.add_router("", records)
api.add_router("uploads/", uploads)


@api.exception_handler(MentoringError)
def refused(request: HttpRequest, refusal: MentoringError) -> HttpResponse:
    with translation.override(_language(request)):
        response = _told(request, STATUS.get(type(refusal), 400), refusal.code, str(refusal))
    if isinstance(refusal, errors.UploadOffsetDiffers):
        response.headers["Upload-Offset"] = str(refusal.facts["offset"])
    if isinstance(refusal, errors.UploadQuotaSpent):
        response.headers["Retry-After"] = str(_HOUR)
    return response


@api.exception_handler(AuthenticationError)
def not_let_in(request: HttpRequest, refusal: AuthenticationError) -> HttpResponse:
    with translation.override(_language(request)):
        sentence = _("This phone is not known here. Ask your coordinator for an invitation.")
    response = _told(request, 401, "token_not_valid", sentence)
    response.headers["WWW-Authenticate"] = "Device"
    return response


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, refusal: ValidationError) -> HttpResponse:
    with translation.override(_language(request)):
        return _told(request, 422, errors.BodyUnreadable.code, str(errors.BodyUnreadable()))


@api.exception_handler(HttpError)
def not_parsed(request: HttpRequest, refusal: HttpError) -> HttpResponse:
    """The library hides what a parser raises behind an error of its own."""
    why = refusal.__cause__
    return refused(request, why if isinstance(why, MentoringError) else errors.BodyUnreadable())


@api.exception_handler(OperationalError)
def busy(request: HttpRequest, trouble: OperationalError) -> HttpResponse:
    """Nothing was kept, and the phone sends it again by itself."""
    with translation.override(_language(request)):
        sentence = _("The office is busy. Nothing is lost; it is sent again in a while.")
    response = _told(request, 503, "busy", sentence)
    response.headers["Retry-After"] = "30"
    return response


def _told(request: HttpRequest, status: int, code: str, sentence: str) -> HttpResponse:
    return api.create_response(request, {"code": code, "sentence": sentence}, status=status)


def _language(request: Any) -> str:
    device = getattr(request, "auth", None)
    return language_of(device.user) if device else translation.get_language() or "id"
