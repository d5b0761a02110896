"""What becomes of certificates: looked into, corrected, copied, revoked, run out; a void number."""

from datetime import date

from balai.demo.ledger import remember
from balai.demo.loading.people import Cast
from certificates.evidence import Occasion
from certificates.models import (
    Certificate,
    CertificateEvent,
    CertificateType,
    IssueBatch,
    Issuer,
    ItemState,
    Outcome,
    RevocationReason,
)
from certificates.services import (
    approve_batch,
    approve_correction,
    hand_over,
    hold_certificate,
    issue_items,
    prepare_batch,
    print_duplicate,
    request_correction,
    revoke_certificate,
    void_number,
)
from certificates.services.batches import today_at
from certificates.services.setting_up import (
    create_certificate_type,
    create_rule_set,
    register_shipped_design,
)

# With the type in it: each of these has a number series of its own.
NUMBERS = "{seq:03d}/{type}/{kejuruan}/{body}/{roman_month}/{year}"
# The training ended longer ago than this.
LATHE_MONTHS = 2


def load_statement_type(issuer: Issuer) -> CertificateType:
    """What those get who came to half of a training and missed a rule of its certificate."""
    kind = _type(issuer, "keterangan", "Surat Keterangan", "Statement of Attendance", 50)
    kind.outcome = Outcome.ATTENDED
    kind.save()
    return kind


def load_lathe_permits(cast: Cast, occasion: Occasion, issuer: Issuer, issued_on: date) -> None:
    """For whoever missed no day; good for two months, so they have run out. One sheet could not
    be printed: its number is void."""
    kind = _type(issuer, "bubut", "Surat Cakap Mesin Bubut", "Lathe Safety Permit", 100)
    kind.validity_months = LATHE_MONTHS
    kind.renewal_days_before = 14
    kind.save()
    batch = prepare_batch(
        occasion=occasion,
        certificate_type=kind,
        prepared_by=cast.staff["petugas-blk"],
        issued_on=issued_on,
    )
    head = cast.staff["kepala-blk"]
    approve_batch(batch=batch, approved_by=head)
    failed = batch.items.order_by("position").last()
    failed.state, failed.error_code = ItemState.FAILED, "unexpected"
    failed.save(update_fields=["state", "error_code"])
    print_batch(batch)
    void_number(certificate=failed.certificate, reason="Lembar rusak saat dicetak", voided_by=head)


def load_lives(cast: Cast, batch: IssueBatch) -> None:
    """Something happened to the last five of `batch`; the others simply stand."""
    clerk, head = cast.staff["petugas-blk"], cast.staff["kepala-blk"]
    found = Certificate.objects.filter(item__batch=batch).order_by("-item__position")
    held, revoked, wrong, lost, asked = found[:5]
    hold_certificate(certificate=held, note="Tanggal lahir dicek ke desa", held_by=head)
    revoke_certificate(
        certificate=revoked,
        reason=RevocationReason.ERROR,
        note="Tercetak untuk orang yang salah",
        revoked_by=head,
    )
    for certificate in (wrong, asked):
        correction = request_correction(
            certificate=certificate,
            wanted_name=f"Tri {certificate.printed_name}",
            reason="Dilihat di KTP",
            asked_by=certificate.holder,
        )
        if certificate == wrong:
            approve_correction(correction=correction, approved_by=head)
    hand_over(certificates=[lost], handed_on=today_at(lost.issuer), handed_by=clerk)
    print_duplicate(certificate=lost, reason="Kebanjiran", printed_by=clerk)


def print_batch(batch: IssueBatch) -> None:
    """Make what is approved at once, without a worker."""
    items = list(batch.items.order_by("position"))
    issue_items(item_ids=[item.pk for item in items])
    certificates = [item.certificate for item in items]
    remember(*items, *certificates)
    remember(*CertificateEvent.objects.filter(certificate__in=certificates))


def _type(issuer: Issuer, code: str, title_id: str, title_en: str, percent: int) -> CertificateType:
    """A type for whoever attended `percent` of the planned time."""
    rule_set = create_rule_set(
        issuer=issuer,
        code=code,
        name=title_id,
        rules=[("attended_share", {"percent": percent}), ("identity_complete", {})],
    )
    folder = "statement" if code == "keterangan" else "blk_training"
    return create_certificate_type(
        issuer=issuer,
        code=code,
        title_id=title_id,
        title_en=title_en,
        rule_set=rule_set,
        template=register_shipped_design(folder=folder).template,
        number_pattern=NUMBERS,
    )
