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
    RunRegistration,
    RunSelection,
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
                [
                    *("run", "group", "participant_number", "seat", "added_at"),
                    *("pre_test", "post_test", "left_on", "left_reason"),
                ],
            ),
            section(
                "training_registrations",
                _("Where I registered for a training"),
                RunRegistration.objects.filter(place__person__in=subject.person_ids).select_related(
                    "run"
                ),
                ["run", "full_name", "hamlet", "phone", "group_name", "received_at"],
            ),
            section(
                "training_choices",
                _("When I was chosen for a training, or passed over"),
                RunSelection.objects.filter(**mine).select_related("run"),
                ["run", "outcome", "reasons", "note", "decided_at"],
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
        self._forget_trainings(subject)
        return [_("Marks of attendance stay, without a name, for counting.")]

    @staticmethod
    def _forget_trainings(subject: Subject) -> None:
        places = RunParticipant.objects.filter(person__in=subject.person_ids)
        places.exclude(left_reason="").update(left_reason="-")
        RunRegistration.objects.filter(place__in=places).update(
            full_name="-", hamlet="-", phone="", group_name=""
        )
        choices = RunSelection.objects.filter(person__in=subject.person_ids)
        choices.update(reasons=[])
        choices.exclude(note="").update(note="-")


def _to(subject: Subject) -> Q:
    return Q(person__in=subject.person_ids) | Q(user__in=subject.user_ids)
