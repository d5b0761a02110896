"""What this plugin keeps about one person: the certificates she was given.

The hook `register_personal_data` asks. `subject` has `user_ids`; a part of the answer is
{"key", "title", "labels": key of a row -> its name, "rows": [{key: JSON value}]}.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from django.utils.translation import gettext as _

from certificates.models import Certificate


class Subject(Protocol):
    """One person, under all the users she has had."""

    user_ids: tuple[int, ...]


class CertificateData:
    """This plugin's answer to the hook `register_personal_data`."""

    name = "certificates"

    def describe(self) -> list[str]:
        return [_("The register of certificates, for good: they must be checked decades later.")]

    def export(self, subject: Subject) -> list[dict[str, Any]]:
        rows = Certificate.objects.filter(holder__in=subject.user_ids).select_related("issuer")
        labels = {
            "serial": _("Number"),
            "name": _("Name as printed"),
            "issuer": _("Issuer"),
            "issued_on": _("Issue date"),
            "status": _("Status"),
            "printed": _("Printed values"),
        }
        return [
            {
                "key": "certificates",
                "title": _("My certificates"),
                "labels": labels,
                "rows": [_row(certificate) for certificate in rows],
            }
        ]

    def erase(self, subject: Subject, *, now: datetime) -> Sequence[str]:
        """Nothing: a certificate is a document, and what it says never changes."""
        if not Certificate.objects.filter(holder__in=subject.user_ids).exists():
            return []
        return [_("Certificates that were issued stay as they are, so that they can be checked.")]


def _row(certificate: Certificate) -> dict[str, Any]:
    return {
        "serial": certificate.serial,
        "name": certificate.printed_name,
        "issuer": str(certificate.issuer),
        "issued_on": certificate.issued_on.isoformat(),
        "status": certificate.get_status_display(),
        "printed": certificate.snapshot,
    }
