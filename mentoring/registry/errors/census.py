"""Why a census entry is refused."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class OutsideYourCensus(MentoringError):
    """facts: hamlet, sentra."""

    code = "outside_your_census"
    message = _(
        "You do not take the census of %(hamlet)s, %(sentra)s. "
        "Choose a hamlet of yours, or ask the coordinator of that place."
    )


class AlreadyEnrolled(MentoringError):
    """facts: entry, person."""

    code = "already_enrolled"
    message = _("%(entry)s is enrolled already, as %(person)s. Add that person to the group.")


class ListedOnly(MentoringError):
    """facts: entry."""

    code = "listed_only"
    message = _(
        "%(entry)s agreed to be counted only. "
        "Ask her again and change what she agreed to, then enrol her."
    )


class SeenInFuture(MentoringError):
    """facts: seen_on."""

    code = "seen_in_future"
    message = _("%(seen_on)s has not come yet. Give the day on which you met the crafter.")
