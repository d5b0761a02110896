"""The nouns of this plugin. Each module holds one concern; import names from here."""

from certificates.models.batches import BatchState, IssueBatch, IssueItem, ItemState
from certificates.models.certificates import (
    Certificate,
    CertificateEvent,
    EventKind,
    RevocationReason,
    Status,
)
from certificates.models.designs import CertificateTemplate, TemplateVersion
from certificates.models.issuers import Issuer, IssuerMembership, IssuerRole, Signatory
from certificates.models.types import CertificateType, NumberSequence, Rule, RuleSet

__all__ = [
    "BatchState",
    "Certificate",
    "CertificateEvent",
    "CertificateTemplate",
    "CertificateType",
    "EventKind",
    "IssueBatch",
    "IssueItem",
    "Issuer",
    "IssuerMembership",
    "IssuerRole",
    "ItemState",
    "NumberSequence",
    "RevocationReason",
    "Rule",
    "RuleSet",
    "Signatory",
    "Status",
    "TemplateVersion",
]
