"""Why a study visit cannot be asked for, approved, or told of so."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class TooManyRequests(MentoringError):
    code = "too_many_requests"
    message = _("Too many requests came from here. Try again in an hour.")


class VisitAlreadyDecided(MentoringError):
    code = "visit_already_decided"
    message = _("Somebody has already answered this request. Open it again to see how.")


class HostOfAnotherCentre(MentoringError):
    code = "host_of_another_centre"
    message = _("%(group)s does not belong to this craft centre. Choose one of the list.")


class HostIsTheirJuragan(MentoringError):
    code = "host_is_their_juragan"
    message = _(
        "Somebody who goes along sells to this host or owes to them. Choose another host, "
        "or other people to go."
    )


class HostNeedsALook(MentoringError):
    """Said whether there is such a tie or not, so that nobody learns of one from it."""

    code = "host_needs_a_look"
    message = _(
        "Who agrees must be able to read the business ties of those who go along, and you do "
        "not. Ask the coordinator of the place to agree."
    )


class NotHeldYet(MentoringError):
    code = "study_visit_not_held_yet"
    message = _("This visit has not been written down as held. Log it first.")


class PracticesTaken(MentoringError):
    code = "practices_taken"
    message = _("Promises of this visit stand already. Their checks go on.")


class CheckTooEarly(MentoringError):
    code = "practice_check_too_early"
    message = _("This is asked from %(day)s on. Come back then.")
