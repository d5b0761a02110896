"""What sessions keep about one person."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from mentoring.personal_data import Section, Subject, section
from mentoring.sessions.models import Attendance, FollowUp, RunParticipant


class SessionsData:
    """This room's answer to the hook `register_personal_data`."""

    name = "mentoring.sessions"

    def describe(self) -> list[str]:
        return [_("When you were there, and what you promised, as long as figures need it.")]

    def export(self, subject: Subject) -> list[Section]:
        mine = {"person__in": subject.person_ids}
        return [
            section(
                "attendance",
                _("When I was there"),
                Attendance.objects.filter(**mine).select_related("session__group", "session__run"),
                ["session", "status", "minutes"],
            ),
            section(
                "trainings",
                _("My trainings"),
                RunParticipant.objects.filter(**mine).select_related("run", "group"),
                ["run", "group", "participant_number", "added_at"],
            ),
            section(
                "promises",
                _("What I promised"),
                FollowUp.objects.filter(owner_person__in=subject.person_ids),
                ["text", "due_on", "done_on", "result"],
            ),
        ]

    def erase(self, subject: Subject, *, now: datetime) -> Sequence[str]:
        """Marks name the person by her row, which names nobody any more."""
        promises = FollowUp.objects.filter(owner_person__in=subject.person_ids)
        promises.update(text="-")
        promises.exclude(result="").update(result="-")
        return [_("Marks of attendance stay, without a name, for counting.")]
