"""Why the registry refuses: one class per reason."""

from mentoring.registry.errors.groups import (
    GroupNameTaken,
    MembershipOverlaps,
    OpenMembershipOverlaps,
)
from mentoring.registry.errors.keeping import EndsBeforeItStarts, StillInUse
from mentoring.registry.errors.mandates import MandateOverlaps

__all__ = [
    "EndsBeforeItStarts",
    "GroupNameTaken",
    "MandateOverlaps",
    "MembershipOverlaps",
    "OpenMembershipOverlaps",
    "StillInUse",
]
