"""Why a data copy or an erasure is refused."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class ErasureOfStaff(MentoringError):
    """facts: person."""

    code = "erasure_of_staff"
    message = _(
        "%(person)s works here with an account of her own. "
        "End her roles, mandates and assignments first."
    )


class ErasureAlreadySettled(MentoringError):
    code = "erasure_already_settled"
    message = _("This request was already answered. Look at the person's page.")


class AlreadyErased(MentoringError):
    code = "already_erased"
    message = _("The data of this person were erased before. Nothing is left to do.")
