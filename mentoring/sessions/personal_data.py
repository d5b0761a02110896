"""What sessions keep about one person."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from mentoring.personal_data import Section, Subject, section
from mentoring.sessions.models import (
    Attendance,
    ContactPreference,
    FollowUp,
    Reminder,
    RunParticipant,
    StudyVisit,
)


class SessionsData:
    """This room's answer to the hook `register_personal_data`."""

    name = "mentoring.sessions"

    def describe(self) -> list[str]:
        return [
            _("When you were there, and what you promised, as long as figures need it."),
            _("Messages that were sent to you, for some months."),
        ]

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
            section(
                "study_visits",
                _("Study visits I went on"),
                StudyVisit.objects.filter(participants__person__in=subject.person_ids).distinct(),
                ["body", "purpose", "wished_on"],
            ),
            section(
                "messages",
                _("Messages to me"),
                Reminder.objects.filter(_to(subject)),
                ["made_at", "channel", "subject", "body", "state"],
            ),
        ]

    def erase(self, subject: Subject, *, now: datetime) -> Sequence[str]:
        """Marks name the person by her row, which names nobody any more."""
        Reminder.objects.filter(_to(subject)).delete()
        ContactPreference.objects.filter(_to(subject)).delete()
        promises = FollowUp.objects.filter(owner_person__in=subject.person_ids)
        promises.update(text="-")
        promises.exclude(result="").update(result="-")
        return [_("Marks of attendance stay, without a name, for counting.")]


def _to(subject: Subject) -> Q:
    return Q(person__in=subject.person_ids) | Q(user__in=subject.user_ids)
