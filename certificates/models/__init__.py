"""The nouns of this plugin. Each module holds one concern; import names from here."""

from certificates.models.batches import BatchState, IssueBatch, IssueItem, ItemState
from certificates.models.certificates import (
    Certificate,
    Origin,
    RevocationReason,
    SignatureLevel,
    Status,
)
from certificates.models.confirmations import Confirmation
from certificates.models.corrections import Correction, CorrectionState
from certificates.models.designs import CertificateTemplate, DesignState, TemplateVersion
from certificates.models.events import CertificateEvent, EventKind
from certificates.models.imports import ImportState, LegacyImport, LegacyScan
from certificates.models.issuers import Issuer, IssuerMembership, IssuerRole, Signatory
from certificates.models.keys import KeyAlgorithm, KeyPurpose, SigningKey
from certificates.models.numbers import NumberSequence, NumberVoid
from certificates.models.packages import Package, PackageKind, PackageState
from certificates.models.printers import PageOrder, Printer, StockSheet
from certificates.models.revocations import RevocationList
from certificates.models.signings import ExternalSigning
from certificates.models.status_lists import StatusList, StatusPurpose
from certificates.models.types import CertificateType, Outcome, Rule, RuleSet, SignMode
from certificates.models.verifications import VerificationDay

__all__ = [
    "BatchState",
    "Certificate",
    "CertificateEvent",
    "CertificateTemplate",
    "CertificateType",
    "Confirmation",
    "Correction",
    "CorrectionState",
    "DesignState",
    "EventKind",
    "ExternalSigning",
    "ImportState",
    "IssueBatch",
    "IssueItem",
    "Issuer",
    "IssuerMembership",
    "IssuerRole",
    "ItemState",
    "KeyAlgorithm",
    "KeyPurpose",
    "LegacyImport",
    "LegacyScan",
    "NumberSequence",
    "NumberVoid",
    "Origin",
    "Outcome",
    "Package",
    "PackageKind",
    "PackageState",
    "PageOrder",
    "Printer",
    "RevocationList",
    "RevocationReason",
    "Rule",
    "RuleSet",
    "SignMode",
    "Signatory",
    "SignatureLevel",
    "SigningKey",
    "Status",
    "StatusList",
    "StatusPurpose",
    "StockSheet",
    "TemplateVersion",
    "VerificationDay",
]
