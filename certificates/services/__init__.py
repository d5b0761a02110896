"""The verbs of this plugin. Keyword-only; objects in, object out; who did it is an argument."""

from certificates.services.batches import (
    approve_batch,
    cancel_batch,
    prepare_batch,
    retry_failed_items,
)
from certificates.services.checking import Check, CheckRow, check_occasion
from certificates.services.events import chain_is_whole, record_event
from certificates.services.issuing import issue_items, requeue_stale_items
from certificates.services.rechecking import ArchiveCheck, check_archive
from certificates.services.revoking import revoke_certificate
from certificates.services.setting_up import (
    add_membership,
    add_signatory,
    create_certificate_type,
    create_issuer,
    create_rule_set,
    register_shipped_design,
)
from certificates.services.verifying import Verdict, VerdictState, verify

__all__ = [
    "ArchiveCheck",
    "Check",
    "CheckRow",
    "Verdict",
    "VerdictState",
    "add_membership",
    "add_signatory",
    "approve_batch",
    "cancel_batch",
    "chain_is_whole",
    "check_archive",
    "check_occasion",
    "create_certificate_type",
    "create_issuer",
    "create_rule_set",
    "issue_items",
    "prepare_batch",
    "record_event",
    "register_shipped_design",
    "requeue_stale_items",
    "retry_failed_items",
    "revoke_certificate",
    "verify",
]
