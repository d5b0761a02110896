"""What machines fetch to check a credential: who the issuer is, its lists, the credential itself.

No answer here knows who asks. Pages of any other site may read them: validators are such pages.
"""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from certificates import jws
from certificates.models import Issuer, StatusList
from certificates.services.dids import did_document, site_document
from certificates.services.verifying import VerdictState, find
from certificates.views.public import address_of

DID_JSON, CREDENTIAL_JWT = "application/did+json", "application/vc+jwt"
# What others may keep, so that a validator asks once and not for each paper.
_MINUTE = "public, max-age=60"


@require_GET
def site_did(request: HttpRequest) -> HttpResponse:
    """did:web of the site. Its address is fixed: the host mounts it at .well-known/did.json."""
    return _answer(request, jws.as_json(site_document()), DID_JSON)


@require_GET
def did(request: HttpRequest, code: str) -> HttpResponse:
    """did:web of one issuer. Not found for those that never had a key."""
    document = did_document(get_object_or_404(Issuer, code=code))
    if document is None:
        raise Http404
    return _answer(request, jws.as_json(document), DID_JSON)


@require_GET
@gzip_page
def status_list(request: HttpRequest, code: str, purpose: str, number: int) -> HttpResponse:
    """One signed list, as `services.status_lists` published it last."""
    found = get_object_or_404(StatusList, issuer__code=code, purpose=purpose, number=number)
    return _answer(request, found.signed.encode(), CREDENTIAL_JWT)


@require_GET
def credential(request: HttpRequest, code: str) -> HttpResponse:
    """The credential of one certificate, to whoever has the code of its paper, whatever became of
    it: whether it still holds, the status lists say. Codes cannot be guessed here either."""
    found = find(code, address_of(request))
    if found is VerdictState.THROTTLED:
        return HttpResponse(status=429)
    if found is VerdictState.UNKNOWN or not found.credential:
        raise Http404
    response = _answer(request, found.credential.encode(), CREDENTIAL_JWT)
    response["Content-Disposition"] = f'attachment; filename="lencana-{found.public_code}.jwt"'
    # The address holds the code, which belongs into no search engine.
    response["X-Robots-Tag"] = "noindex"
    return response


def _answer(request: HttpRequest, content: bytes, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Cache-Control"] = _MINUTE
    response["Access-Control-Allow-Origin"] = "*"
    response["ETag"] = etag = f'W/"{hashlib.sha256(content).hexdigest()[:16]}"'
    return get_conditional_response(request, etag=etag, response=response)
