"""Confirming by hand what no record shows: who said it, and when, stays."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from certificates.errors import ForeignOccasion, NotAllowed
from certificates.evidence import Occasion, Participant, holders_of
from certificates.identities import same_people
from certificates.models import (
    BatchState,
    Certificate,
    CertificateType,
    Confirmation,
    IssueBatch,
    Status,
)
from certificates.permissions import can_confirm

KIND = "manual_confirm"


@dataclass(frozen=True)
class ConfirmedFact:
    """A fact as `evidence.Fact` describes it, answered by this plugin itself."""

    value: int
    of: int
    detail: Mapping[str, Any]
    as_of: datetime
    kind: str = KIND


@dataclass(frozen=True)
class ConfirmationLine:
    """One person of the list. latest: what was last said of her, taken back or not; None: nothing.

    is_settled: her number is given, so nothing can be taken back. is_own: it is whoever reads.
    """

    participant: Participant
    name: str
    latest: Confirmation | None
    is_settled: bool
    is_own: bool

    @property
    def is_confirmed(self) -> bool:
        return self.latest is not None and self.latest.withdrawn_at is None

    @property
    def may_change(self) -> bool:
        return not (self.is_own or (self.is_settled and self.is_confirmed))


def asks_for_confirmation(certificate_type: CertificateType) -> bool:
    """Whether a rule of the type, or of the statement beside it, is confirmed by hand."""
    sets = [certificate_type.rule_set]
    if certificate_type.otherwise:
        sets.append(certificate_type.otherwise.rule_set)
    return any(rule.kind == KIND for one in sets for rule in one.rules.all())


def confirmed(certificate_type: CertificateType, occasion: Occasion) -> dict[int, ConfirmedFact]:
    """User key -> the standing confirmation."""
    standing = _of(certificate_type, occasion).standing().select_related("confirmed_by")
    return {
        row.holder_id: ConfirmedFact(
            1, 1, {"by": row.confirmed_by.get_full_name()}, row.confirmed_at
        )
        for row in standing
    }


def confirmation_list(
    *, certificate_type: CertificateType, occasion: Occasion, reader: Any
) -> Sequence[ConfirmationLine]:
    """Everybody of `occasion` in its order, with what was last said; constant queries."""
    rows = _of(certificate_type, occasion).select_related("confirmed_by", "withdrawn_by")
    latest = {row.holder_id: row for row in rows.order_by("pk")}
    settled = _settled(certificate_type, occasion)
    own = same_people([reader.pk])[reader.pk]
    holders = holders_of([one.user_id for one in occasion.participants])
    return [
        ConfirmationLine(
            participant=one,
            name=holders[one.user_id].printed_name,
            latest=latest.get(one.user_id),
            is_settled=one.user_id in settled,
            is_own=one.user_id in own,
        )
        for one in occasion.participants
        if one.user_id in holders
    ]


@transaction.atomic
def confirm_by_hand(
    *,
    certificate_type: CertificateType,
    occasion: Occasion,
    holder_ids: Collection[int],
    confirmed_by: Any,
    seen_ids: Collection[int] | None = None,
) -> int:
    """Say who of `occasion` earned it: `holder_ids`; return how many stand now.

    Who is not among them any more is taken back, unless her number is given already: from then on
    it is evidence. seen_ids: who stood on the list when it was ticked, so that what a colleague
    said meanwhile stays; None: who stands now. Who is not of the training is left out.
    Raises NotAllowed, ForeignOccasion.
    """
    issuer = certificate_type.issuer
    if not can_confirm(confirmed_by, issuer):
        raise NotAllowed(issuer=issuer)
    if occasion.issuer_code != issuer.code:
        raise ForeignOccasion(occasion=occasion.title, issuer=issuer)
    _wait_for_others(certificate_type, occasion)
    standing = _of(certificate_type, occasion).standing()
    known = set(standing.values_list("holder_id", flat=True))
    ticked, seen = set(holder_ids), known if seen_ids is None else set(seen_ids)
    # Nobody confirms herself, under none of her users.
    own = same_people([confirmed_by.pk])[confirmed_by.pk]
    possible = {one.user_id for one in occasion.participants} - own
    added = (ticked - seen) & possible - known
    removed = (seen - ticked) & known - _settled(certificate_type, occasion) - own
    standing.filter(holder__in=removed).update(
        withdrawn_at=timezone.now(), withdrawn_by=confirmed_by
    )
    _add(certificate_type, occasion, added, confirmed_by)
    if added or removed:
        log(instance=certificate_type, action="certificates.confirm", user=confirmed_by)
    return len((known | added) - removed)


def _add(
    certificate_type: CertificateType, occasion: Occasion, holder_ids: set[int], by: Any
) -> None:
    Confirmation.objects.bulk_create(
        Confirmation(
            type=certificate_type,
            occasion_key=occasion.key,
            holder_id=user_id,
            confirmed_by=by,
        )
        for user_id in sorted(holder_ids)
    )


def _of(certificate_type: CertificateType, occasion: Occasion) -> Any:
    return Confirmation.objects.filter(type=certificate_type, occasion_key=occasion.key)


def _settled(certificate_type: CertificateType, occasion: Occasion) -> set[int]:
    """Who has a number of this type, or of the statement beside it, for this training."""
    given = Certificate.objects.filter(
        type__in=[certificate_type.pk, certificate_type.otherwise_id], occasion_key=occasion.key
    )
    held = set(given.exclude(status=Status.VOIDED).values_list("holder_id", flat=True))
    same = same_people([one.user_id for one in occasion.participants])
    return held | {user_id for user_id, users in same.items() if users & held}


def _wait_for_others(certificate_type: CertificateType, occasion: Occasion) -> None:
    """One list at a time, and none while its batch is being approved: an approval takes the row
    of the batch first and looks at the confirmations then."""
    list(
        IssueBatch.objects.select_for_update()
        .filter(
            type__in=[certificate_type.pk, certificate_type.otherwise_id],
            occasion_key=occasion.key,
            state=BatchState.PREPARED,
        )
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    CertificateType.objects.select_for_update().only("pk").get(pk=certificate_type.pk)
