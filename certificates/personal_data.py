"""What this plugin keeps about one person: the certificates she was given.

The hook `register_personal_data` asks. `subject` has `user_ids`; a part of the answer is
{"key", "title", "labels": key of a row -> its name, "rows": [{key: JSON value}]}.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from django.utils.translation import gettext as _

from certificates.models import Certificate, Confirmation, Correction, IssueItem


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
            },
            {
                "key": "corrections",
                "title": _("Corrections that were asked for"),
                "labels": {
                    "serial": _("Number"),
                    "wanted_name": _("Name as it should be"),
                    "reason": _("Reason"),
                    "state": _("Status"),
                },
                "rows": [
                    {
                        "serial": wish.certificate.serial,
                        "wanted_name": wish.wanted_name,
                        "reason": wish.reason,
                        "state": wish.get_state_display(),
                    }
                    for wish in Correction.objects.filter(
                        certificate__holder__in=subject.user_ids
                    ).select_related("certificate")
                ],
            },
            _confirmations(subject),
        ]

    def erase(self, subject: Subject, *, now: datetime) -> Sequence[str]:
        """The way from her certificates to her, and what was known beside what they say.

        A certificate is a document: what it says never changes, and anybody who has it can have
        it checked. The row without a holder is its tombstone. If she wants it gone for the world
        too, the issuer revokes it as withdrawn.
        """
        hers = Certificate.objects.filter(holder__in=subject.user_ids)
        Correction.objects.filter(certificate__in=hers).update(reason="")
        # What led to a certificate is frozen with it; the list itself is about her alone.
        Confirmation.objects.filter(holder__in=subject.user_ids).delete()
        for item in IssueItem.objects.filter(holder__in=subject.user_ids):
            item.holder_facts = {"printed_name": item.holder_facts.get("printed_name", "")}
            item.save(update_fields=["holder_facts"])
        if not hers.update(holder=None):
            return []
        return [
            _(
                "Certificates that were issued stay as they are, so that they can be checked; "
                "nothing leads from them to her any more."
            )
        ]


def _confirmations(subject: Subject) -> dict[str, Any]:
    said = Confirmation.objects.filter(holder__in=subject.user_ids)
    return {
        "key": "confirmations",
        "title": _("What was confirmed by hand of me"),
        "labels": {
            "type": _("Certificate"),
            "by": _("Confirmed by"),
            "confirmed_at": _("confirmed at"),
            "withdrawn_at": _("taken back at"),
        },
        "rows": [
            {
                "type": row.type.title_id,
                "by": row.confirmed_by.get_full_name(),
                "confirmed_at": row.confirmed_at.isoformat(),
                "withdrawn_at": row.withdrawn_at.isoformat() if row.withdrawn_at else "",
            }
            for row in said.select_related("type", "confirmed_by")
        ],
    }


def _row(certificate: Certificate) -> dict[str, Any]:
    return {
        "serial": certificate.serial,
        "name": certificate.printed_name,
        "issuer": str(certificate.issuer),
        "issued_on": certificate.issued_on.isoformat(),
        "status": certificate.get_status_display(),
        "printed": certificate.snapshot,
    }
