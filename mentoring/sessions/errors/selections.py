"""Why a choice from the list of needs refuses."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class PassedOverNeedsReason(MentoringError):
    """Training shall reach those left behind; who is passed over is told why."""

    code = "passed_over_needs_reason"
    message = _(
        "These need the training more than somebody you chose: %(names)s. "
        "Choose them, too, or write why others go first."
    )


class LeftThisTraining(MentoringError):
    """Coming back is decided by itself, never with a whole list."""

    code = "left_this_training"
    message = _(
        "She left this training (number %(number)s). Let her come back on the page of the training."
    )
