"""`Idempotency-Key`: sending the same again has one effect and the same answer."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from certificates.errors import CertificatesError
from certificates.legacy.cells import plain
from certificates.models import IssueBatch

LONGEST = 64


class KeyMissing(CertificatesError):
    code = "idempotency_key_missing"
    message = _(
        "Name this call in the header Idempotency-Key, in 8 to 64 letters and digits: "
        "a repetition then has no second effect."
    )


class KeyTaken(CertificatesError):
    code = "idempotency_key_taken"
    message = _(
        "This Idempotency-Key stands for another call already. Take a new one for a new call."
    )


def key_of(request: HttpRequest, user: Any) -> str:
    """The key of this call, apart for every user. Raises KeyMissing."""
    said = plain(request.headers.get("Idempotency-Key", ""))
    if not 8 <= len(said) <= LONGEST or not said.replace("-", "").isalnum():
        raise KeyMissing()
    return f"{user.pk}:{said}"


def batch_of_key(key: str, *, type_id: int, training: str) -> IssueBatch | None:
    """The batch an earlier call of `key` made. Raises KeyTaken if it was about something else."""
    made = IssueBatch.objects.filter(idempotency_key=key).select_related("type__issuer")
    found = made.with_counts().first()
    if found is None:
        return None
    # Where only statements came out of a preparation, the batch has the statement's type.
    types = {found.type_id, *found.type.fallback_of.values_list("pk", flat=True)}
    if found.occasion_key != training or type_id not in types:
        raise KeyTaken()
    return found
