"""Routes of trainings and of their dry run."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router

from certificates import evidence, permissions
from certificates.api.shapes import CheckOut, Refusal, TrainingOut
from certificates.errors import NotAllowed, OccasionUnknown
from certificates.models import CertificateType, IssuerRole
from certificates.scopes import member_issuers
from certificates.services import check_occasion

router = Router(tags=["trainings"])
_REFUSALS: dict[int, Any] = {401: Refusal, 403: Refusal, 404: Refusal}


@router.get("trainings/", response={200: list[TrainingOut], **_REFUSALS})
def trainings(request: HttpRequest) -> Any:
    """Trainings of the issuers where the caller is clerk or head, newest first."""
    roles = (IssuerRole.CLERK, IssuerRole.HEAD)
    mine = member_issuers(request.user, timezone.localdate(), roles)
    types: dict[str, list[dict[str, Any]]] = {}
    for kind in CertificateType.objects.active().filter(issuer__in=mine).select_related("issuer"):
        types.setdefault(kind.issuer.code, []).append(
            {
                "id": kind.pk,
                "code": kind.code,
                "title": kind.title_id,
                "issuer": kind.issuer.code,
            }
        )
    return [
        {
            "key": told.key,
            "title": told.title,
            "issuer": told.issuer_code,
            "starts_on": told.starts_on,
            "last_day": told.ends_on - timedelta(days=1),
            "is_closed": told.is_closed,
            "types": types[told.issuer_code],
        }
        for told in evidence.occasions_visible_to(request.user, list(types))
    ]


@router.get("checks/", response={200: CheckOut, **_REFUSALS})
def rule_results(request: HttpRequest, training: str, type: int) -> Any:
    """The dry run: per person and rule what is met, and the words for what is missing."""
    kind, occasion = kind_and_occasion(request, type, training)
    may_head = permissions.can_head(request.user, kind.issuer_id)
    if not (may_head or permissions.can_prepare(request.user, kind.issuer)):
        raise NotAllowed(issuer=kind.issuer)
    found = check_occasion(occasion=occasion, certificate_type=kind)
    return {
        "training": occasion.key,
        "type": kind.pk,
        "seen": found.inputs_hash(),
        "people": [_person(row) for row in found.rows],
    }


def kind_and_occasion(request: HttpRequest, type_id: int, training: str) -> tuple[Any, Any]:
    """A type among those one may see, and the training of its issuer.

    Raises Http404, OccasionUnknown.
    """
    visible = CertificateType.objects.visible_to(request.user)
    joined = ("issuer", "rule_set", "otherwise__issuer", "otherwise__rule_set")
    kind = get_object_or_404(visible.select_related(*joined), pk=type_id)
    occasion = evidence.occasion_by_key(training)
    if occasion is None or occasion.issuer_code != kind.issuer.code:
        raise OccasionUnknown()
    return kind, occasion


def _person(row: Any) -> dict[str, Any]:
    return {
        "number": row.participant.number,
        "name": row.holder.printed_name,
        "group": row.participant.group_label,
        "is_eligible": row.is_eligible,
        "gets_statement": row.gets_statement,
        "standing_serial": row.standing_serial or "",
        "rules": [result.as_json() for result in row.results],
    }
