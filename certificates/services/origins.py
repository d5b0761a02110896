"""Where a certificate comes from."""

from certificates.models import Certificate, IssueBatch


def batch_of(certificate: Certificate) -> IssueBatch | None:
    """The batch `certificate`, or the first of those it replaces, was made in; None: a past one."""
    while certificate.item_id is None and certificate.replaces_id is not None:
        certificate = certificate.replaces
    return certificate.item.batch if certificate.item_id is not None else None
