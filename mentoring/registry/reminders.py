"""What this room adds to the coordinators' weekly digest; found by its name."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.registry.evenness import uneven_centres
from mentoring.registry.models import EquityMonth
from mentoring.reminder_kinds import DigestFigure, DigestLine


def _uneven(users: Collection[Any], since: date, until: date) -> dict[Any, DigestFigure]:
    """How many craft centres are to be looked into. Which ones stands on the page."""
    page = reverse("mentoring_registry:reach")
    found = {}
    for user in users:
        rows = EquityMonth.objects.visible_to(user, until)
        count = len({each.sentra.pk for each in uneven_centres(rows, until)})
        found[user.pk] = DigestFigure(count, page)
    return found


DIGEST_LINES = [DigestLine("uneven", _("Craft centres where the strong get more"), _uneven)]
