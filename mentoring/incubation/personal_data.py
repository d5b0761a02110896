"""What incubation keeps about one person: nothing by name, its records are of groups."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from mentoring.personal_data import Section, Subject


class IncubationData:
    """This room's answer to the hook `register_personal_data`."""

    name = "mentoring.incubation"

    def describe(self) -> list[str]:
        return [_("How strong your group is. No answer is kept under your name.")]

    def export(self, subject: Subject) -> list[Section]:
        return []

    def erase(self, subject: Subject, *, now: datetime) -> Sequence[str]:
        return [_("What your group achieved stays, without names.")]
