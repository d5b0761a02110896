"""What sessions keep about one person."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from mentoring.personal_data import Section, Subject, section
from mentoring.sessions.forgetting import forget_words
from mentoring.sessions.models import (
    Attendance,
    BackCheck,
    FollowUp,
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
            _("What was found when somebody asked again about visits you recorded."),
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
                _registrations_of(subject).select_related("run"),
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
                "back_checks",
                _("When somebody asked again about a visit I recorded"),
                BackCheck.objects.answered()
                .filter(facilitator__in=subject.user_ids)
                .select_related("session__group"),
                ["session", "checked_at"],
            ),
            section(
                "study_visits",
                _("Study visits I went on, or showed people round"),
                StudyVisit.objects.filter(
                    Q(participants__person__in=subject.person_ids)
                    | Q(host_person__in=subject.person_ids)
                ).distinct(),
                ["body", "purpose", "wished_on"],
            ),
        ]

    def erase(self, subject: Subject, *, now: datetime) -> Sequence[str]:
        """Marks name the person by her row, which names nobody any more. What others wrote and
        said of her is looked for while her name still stands (`forgetting.py`)."""
        forget_words(subject.person_ids)
        promises = FollowUp.objects.filter(owner_person__in=subject.person_ids)
        promises.update(text="-")
        promises.exclude(result="").update(result="-")
        self._forget_trainings(subject)
        return [
            _("Marks of attendance stay, without a name, for counting."),
            _("What visits say stays, without your name; their spoken notes are deleted."),
        ]

    @staticmethod
    def _forget_trainings(subject: Subject) -> None:
        places = RunParticipant.objects.filter(person__in=subject.person_ids)
        places.exclude(left_reason="").update(left_reason="-")
        _registrations_of(subject).update(full_name="-", hamlet="-", phone="", group_name="")
        choices = RunSelection.objects.filter(person__in=subject.person_ids)
        choices.update(reasons=[])
        choices.exclude(note="").update(note="-")


def _registrations_of(subject: Subject) -> "QuerySet[RunRegistration]":
    """Those that led to a place, and second ones; what nobody took in names nobody known."""
    hers = Q(person__in=subject.person_ids) | Q(place__person__in=subject.person_ids)
    return RunRegistration.objects.filter(hers)
