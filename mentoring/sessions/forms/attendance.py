"""Who was there, person by person."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.registry.models import Person
from mentoring.sessions.models import (
    Attendance,
    AttendanceStatus,
    MentoringSession,
    RunParticipant,
)
from mentoring.sessions.services import (
    Presence,
)

MARKS = [
    (status.value, status.label) for status in AttendanceStatus if status != AttendanceStatus.TAMU
]


STATUS = "status_"


MINUTES = "minutes_"


def mark_field(person: Person, initial: str | None) -> forms.ChoiceField:
    """One person's attendance: four large buttons, none of them optional."""
    return forms.ChoiceField(
        label=person.full_name,
        choices=MARKS,
        widget=forms.RadioSelect,
        initial=initial,
        error_messages={"required": _("Mark this person too.")},
    )


class AttendanceSheet(forms.Form):
    """The list of one session of a run, for the participants this user may mark."""

    minutes = forms.IntegerField(label=_("The session took (minutes)"), min_value=1, max_value=1440)
    notes = forms.CharField(
        label=_("Minutes (notulen)"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What was done and decided. It is printed with the attendance."),
    )

    def __init__(
        self,
        *args: Any,
        session: MentoringSession,
        places: Sequence[RunParticipant],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.person.pk: place for place in places}
        self.fields["minutes"].initial = session.full_minutes or None
        self.fields["notes"].initial = session.notes
        known = {
            mark.person_id: mark
            for mark in Attendance.objects.filter(session=session, person__in=self.places)
        }
        for pk, place in self.places.items():
            mark = known.get(pk)
            self.fields[f"{STATUS}{pk}"] = mark_field(
                place.person, mark.status if mark else AttendanceStatus.HADIR
            )
            self.fields[f"{MINUTES}{pk}"] = self._minutes_field(place, mark, session)

    @staticmethod
    def _minutes_field(
        place: RunParticipant, mark: Attendance | None, session: MentoringSession
    ) -> forms.IntegerField:
        stayed = mark.minutes if mark and mark.status == AttendanceStatus.HADIR else None
        return forms.IntegerField(
            label=_("Minutes of %(name)s") % {"name": place.person.full_name},
            min_value=1,
            max_value=1440,
            required=False,
            initial=None if stayed == session.full_minutes else stayed,
        )

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"place": place, "mark": self[f"{STATUS}{pk}"], "minutes": self[f"{MINUTES}{pk}"]}
            for pk, place in self.places.items()
        ]

    def presences(self) -> dict[Person, Presence]:
        said = self.cleaned_data
        return {
            place.person: Presence(said[f"{STATUS}{pk}"], said[f"{MINUTES}{pk}"])
            for pk, place in self.places.items()
        }
