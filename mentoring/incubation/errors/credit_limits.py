"""Refusals about limits of subsidised credit."""

from django.utils.translation import gettext_lazy as _

from mentoring.incubation.errors import IncubationError


class LimitNotAfterLast(IncubationError):
    code = "limit_not_after_last"
    message = _(
        "The newest value holds from %(day)s on. A new one begins after that day; what was read by "
        "older ones stays as it was."
    )
