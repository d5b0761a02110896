"""Why any register refuses."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class EndsBeforeItStarts(MentoringError):
    """facts: starts_on, last_day (the last day included, as people say it)."""

    code = "ends_before_it_starts"
    message = _(
        "The last day, %(last_day)s, is before the first day, %(starts_on)s. "
        "Choose a last day that is the same or later."
    )


class StillInUse(MentoringError):
    """facts: row (what was to be deleted)."""

    code = "still_in_use"
    message = _(
        "%(row)s cannot be deleted, because other records name it. "
        "Correct it instead, or end what is no longer true."
    )
