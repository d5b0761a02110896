"""Who may do what with the breach register, the log and old data."""

from typing import Any

from balai.privacy.models import Breach


def can_see_breaches(user: Any) -> bool:
    return user.has_perm("privacy.view_breach")


def can_record_breach(user: Any) -> bool:
    return user.has_perm("privacy.add_breach")


def can_work_on(user: Any, breach: Breach) -> bool:
    """Whether `user` may write down what was done and who was told."""
    return user.has_perm("privacy.change_breach") and not breach.is_closed()


def can_see_retention(user: Any) -> bool:
    return user.has_perm("privacy.view_retentionrun")


def can_run_retention(user: Any) -> bool:
    return user.has_perm("privacy.run_retention")


def can_see_audit(user: Any) -> bool:
    """The programme manager and the auditor: not whoever runs the machines."""
    return user.has_perm("privacy.view_audit")
