"""What a message may say: the closed list of what `{…}` in a text stands for.

There is no fact for a debt, a tie, a vulnerability or the words of a promise: phones are lent
and screens are read along.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.reminder_kinds import Audience


@dataclass(frozen=True)
class Fact:
    """What `{name}` in a text stands for; two samples, to see how long a message becomes."""

    label: Any
    shortest: Any
    longest: Any


FACTS: Mapping[str, Fact] = {
    "name": Fact(_("name of the reader"), "Sri", "Baiq Rahmawati Siti Nurhaliza Contoh"),
    "group": Fact(
        pgettext_lazy("crafters", "group"), "Tira", "Ukir Gubuk Baru Banyumulek Timur Contoh"
    ),
    "run": Fact(_("training"), "Paket 1", "Membuat manik-manik kayu gaharu Contoh – Paket 12"),
    "day": Fact(_("day"), date(2026, 5, 2), date(2026, 9, 30)),
    "time": Fact(_("hour"), None, time(13, 30)),
    "days": Fact(_("number of days"), 1, 120),
    "count": Fact(_("how many"), 1, 1250),
    "lines": Fact(_("the figures, one a line"), "- 1", "- 1\n- 2\n- 3"),
}

AUDIENCES: Mapping[str, Any] = {
    Audience.FACILITATOR: _("to facilitators"),
    Audience.COORDINATOR: _("to coordinators"),
    Audience.CRAFTER: _("to crafters"),
}
