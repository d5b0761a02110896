"""A sample training body, its people and rules, and what was prepared, approved and printed."""

from datetime import timedelta

from balai.demo.ledger import remember
from balai.demo.loading.certificate_lives import (
    load_lathe_permits,
    load_lives,
    load_statement_type,
    print_batch,
)
from balai.demo.loading.past_papers import load_past_paper
from balai.demo.loading.people import Cast
from balai.demo.loading.timeline import Timeline
from certificates.evidence import occasion_by_key
from certificates.models import (
    CertificateType,
    Issuer,
    KeyPurpose,
    NumberSequence,
)
from certificates.services.badges import is_installed
from certificates.services.batches import approve_batch, prepare_batch
from certificates.services.keys import rotate_key
from certificates.services.revocation_lists import publish_revocation_lists
from certificates.services.setting_up import (
    add_membership,
    add_signatory,
    create_certificate_type,
    create_issuer,
    create_rule_set,
    register_shipped_design,
)
from certificates.services.status_lists import publish_status_lists
from mentoring.sessions.models import TrainingRun

# So that the numbers read as those of an office that was at work before.
FIRST_NUMBER = 14


def load_issuer(cast: Cast, timeline: Timeline) -> Issuer:
    """The sample issuer with its clerk, head, instructor and auditor, its rules and one type."""
    issuer = create_issuer(
        code="UPT-BLK-CONTOH",
        name_id="UPT BLK Contoh",
        name_en="Sample Vocational Training Centre",
        signing_place="Jember",
        head_title="Kepala UPT BLK Contoh",
        header_lines="Pemerintah Provinsi Contoh\nDinas Tenaga Kerja Contoh\nUPT BLK Contoh",
        address="Jalan Contoh 1, Jember",
        contact="+62 800-0000-000",
        footer_line="Contoh, bukan dokumen resmi. Dibuat untuk mencoba Pendamping.",
        time_zone="Asia/Jakarta",
        is_sample=True,
    )
    for username, role in (
        ("petugas-blk", "clerk"),
        ("kepala-blk", "head"),
        ("instruktur", "instructor"),
        ("auditor", "auditor"),
    ):
        add_membership(
            user=cast.staff[username], issuer=issuer, role=role, starts_on=timeline.cycle_start
        )
    add_signatory(
        issuer=issuer,
        name="Kepala UPT Contoh",
        title="Kepala UPT BLK Contoh",
        rank="Pembina Tk. I",
        nip="0" * 18,
        starts_on=timeline.cycle_start,
    )
    kind = _load_type(issuer)
    kind.otherwise = load_statement_type(issuer)
    kind.save()
    rotate_key(issuer=issuer, purpose=KeyPurpose.PROOF, made_by=cast.staff["admin"])
    return issuer


def _load_type(issuer: Issuer) -> CertificateType:
    rule_set = create_rule_set(
        issuer=issuer,
        code="pelatihan",
        name="Pelatihan 64 JP",
        rules=[
            ("attended_share", {"percent": 80}),
            ("modules_completed", {}),
            ("checks_passed", {"percent": 70}),
            ("identity_complete", {"birth": True}),
        ],
    )
    remember(*rule_set.rules.all())
    version = register_shipped_design(folder="blk_training")
    return create_certificate_type(
        issuer=issuer,
        code="pelatihan",
        title_id="Sertifikat Pelatihan",
        title_en="Certificate of Training",
        rule_set=rule_set,
        template=version.template,
        gives_badge=is_installed(),
    )


def load_batch(cast: Cast, run: TrainingRun, issuer: Issuer) -> None:
    """Prepared by the clerk, approved by the head, printed at once without a worker, with the
    statements of those who missed a rule; then what became of some. Badges say CONTOH, and the
    lists that tell whether they hold are published."""
    kind = issuer.types.get(code="pelatihan")
    last_day = run.ends_on - timedelta(days=1)
    NumberSequence.objects.create(
        issuer=issuer, type=kind, year=last_day.year, next_number=FIRST_NUMBER
    )
    occasion = occasion_by_key(f"run:{run.pk}")
    if occasion is None:
        raise ValueError(f"nobody answers for the run {run.pk}")
    batch = prepare_batch(
        occasion=occasion,
        certificate_type=kind,
        prepared_by=cast.staff["petugas-blk"],
        issued_on=last_day,
    )
    approve_batch(batch=batch, approved_by=cast.staff["kepala-blk"])
    for one in (batch, batch.statement_batch):
        print_batch(one)
    load_lathe_permits(cast, occasion, issuer, last_day)
    load_lives(cast, batch)
    load_past_paper(cast, issuer)
    publish_revocation_lists()
    publish_status_lists()
