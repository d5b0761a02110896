"""A certificate of a facilitators' programme is the training mentoring asks for.

Certificates and mentoring do not know one another: their public signals and services meet
here. Which programmes count is a setting, `MENTORING_FACILITATOR_PROGRAMMES`.
"""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from certificates.models import Certificate
from certificates.signals import certificate_issued, certificate_revoked
from mentoring.assignments import conf
from mentoring.assignments.models import Facilitator, TrainingFact
from mentoring.assignments.services import note_certificate, withdraw_training


@receiver(certificate_issued)
def count_as_training(certificate: Certificate, **kwargs: Any) -> None:
    """Write the certificate down for its holder, if she is a facilitator."""
    if not _is_for_facilitators(certificate):
        return
    for facilitator in Facilitator.objects.filter(user=certificate.holder_id):
        note_certificate(
            facilitator=facilitator,
            reference=certificate.public_code,
            title=certificate.item.batch.occasion["programme"]["title_id"][:160],
            institution=str(certificate.issuer)[:120],
            completed_on=certificate.issued_on,
        )


@receiver(certificate_revoked)
def count_no_longer(certificate: Certificate, revoked_by: Any, **kwargs: Any) -> None:
    """What a revoked certificate showed counts no longer from today on."""
    trainings = TrainingFact.objects.filter(
        facilitator__user=certificate.holder_id,
        reference=certificate.public_code,
        withdrawn_on__isnull=True,
    )
    for training in trainings:
        withdraw_training(
            training=training, withdrawn_on=timezone.localdate(), withdrawn_by=revoked_by
        )


def _is_for_facilitators(certificate: Certificate) -> bool:
    wanted = conf.facilitator_programmes()
    if not wanted or certificate.item is None:
        return False
    return certificate.item.batch.occasion["programme"]["code"] in wanted
