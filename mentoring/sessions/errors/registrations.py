"""Why a registration for a training refuses."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class RegistrationOver(MentoringError):
    code = "registration_over"
    message = _(
        "Nobody can register for this training any more. "
        "Ask your facilitator or the training centre about the next one."
    )


class TooManyRegistrations(MentoringError):
    """No facts: who sent them stays unknown."""

    code = "too_many_registrations"
    message = _(
        "Many registrations came from here within the last hour. "
        "Please try again later, or tell your facilitator."
    )


class RegistrationDecided(MentoringError):
    code = "registration_decided"
    message = _("This registration was decided already: %(state)s. Look at the list again.")
