"""Why a paper is not kept."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class PaperTooLarge(MentoringError):
    """facts: megabytes (the most that is kept)."""

    code = "paper_too_large"
    message = _("The file is larger than %(megabytes)d MB. Photograph the pages one by one.")


class PaperUnreadable(MentoringError):
    code = "paper_unreadable"
    message = _("This file is no PDF and no photograph. Choose a PDF, JPEG, PNG or WebP file.")


class PaperStillToCome(MentoringError):
    """facts: day."""

    code = "paper_still_to_come"
    message = _("A paper of %(day)s cannot lie here yet. Write the day that stands on it.")
