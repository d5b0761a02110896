"""Why a list is not handed out."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class ExportNeedsReason(MentoringError):
    """facts: letters (how many at least)."""

    code = "export_needs_reason"
    message = _(
        "This list names people, so its use is kept. "
        "Write in at least %(letters)d letters what you need it for."
    )
