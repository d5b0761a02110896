"""Why a mandate is refused."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class MandateOverlaps(MentoringError):
    """facts: user, role, place, starts_on of the mandate that stands."""

    code = "mandate_overlaps"
    message = _(
        "%(user)s already holds the role %(role)s for %(place)s in that time, since %(starts_on)s. "
        "End that mandate first, or choose other days."
    )
