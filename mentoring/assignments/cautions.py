"""What to look at twice before or after assigning somebody. Cautions never refuse."""

from datetime import date

from django.utils.translation import gettext as _

from mentoring.assignments.models import Facilitator


def facilitator_cautions(facilitator: Facilitator, day: date) -> list[str]:
    """Whether she carries more groups on `day` than her load cap, proposals not counted."""
    groups = facilitator.assignments.responsible_on(day).values("group").distinct().count()
    if groups <= facilitator.load_cap:
        return []
    return [
        _("%(facilitator)s accompanies %(groups)d groups; the limit is %(cap)d.")
        % {"facilitator": facilitator, "groups": groups, "cap": facilitator.load_cap}
    ]
