"""The verbs of this plugin. Keyword-only; objects in, object out; who did it is an argument."""

from certificates.services.archive import ArchiveCheck, check_archive
from certificates.services.batches import (
    approve_batch,
    cancel_batch,
    is_stale,
    prepare_batch,
)
from certificates.services.checking import Check, CheckRow, check_occasion
from certificates.services.comparing import Comparison, compare
from certificates.services.correcting import (
    approve_correction,
    decline_correction,
    request_correction,
)
from certificates.services.duplicates import duplicate_hashes, print_duplicate
from certificates.services.events import chain_is_whole, record_event
from certificates.services.handing_over import hand_over, to_hand_over
from certificates.services.holding import hold_certificate, release_certificate
from certificates.services.issuing import issue_items, requeue_stale_items
from certificates.services.numbering import void_number
from certificates.services.renewing import check_chosen, prepare_renewals
from certificates.services.revocation_lists import publish_revocation_lists
from certificates.services.revoking import revoke_certificate
from certificates.services.setting_up import (
    add_membership,
    add_signatory,
    create_certificate_type,
    create_issuer,
    create_rule_set,
    register_shipped_design,
)
from certificates.services.stopping import resume_batch, retry_failed_items, stop_batch
from certificates.services.verifying import Verdict, VerdictState, verify

__all__ = [
    "ArchiveCheck",
    "Check",
    "CheckRow",
    "Comparison",
    "Verdict",
    "VerdictState",
    "add_membership",
    "add_signatory",
    "approve_batch",
    "approve_correction",
    "cancel_batch",
    "chain_is_whole",
    "check_archive",
    "check_chosen",
    "check_occasion",
    "compare",
    "create_certificate_type",
    "create_issuer",
    "create_rule_set",
    "decline_correction",
    "duplicate_hashes",
    "hand_over",
    "hold_certificate",
    "is_stale",
    "issue_items",
    "prepare_batch",
    "prepare_renewals",
    "print_duplicate",
    "publish_revocation_lists",
    "record_event",
    "register_shipped_design",
    "release_certificate",
    "request_correction",
    "requeue_stale_items",
    "resume_batch",
    "retry_failed_items",
    "revoke_certificate",
    "stop_batch",
    "to_hand_over",
    "verify",
    "void_number",
]
