"""What this room keeps about one person: messages to her, and whether she wants any."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from mentoring.personal_data import Section, Subject, section
from mentoring.reminders.models import ContactPreference, Digest, Reminder


class RemindersData:
    """This room's answer to the hook `register_personal_data`."""

    name = "mentoring.reminders"

    def describe(self) -> list[str]:
        return [_("Messages that were sent to you, for some months.")]

    def export(self, subject: Subject) -> list[Section]:
        return [
            section(
                "messages",
                _("Messages to me"),
                Reminder.objects.filter(_to(subject)),
                ["made_at", "channel", "subject", "body", "state"],
            ),
            section(
                "wishes_about_messages",
                _("Whether I want messages"),
                ContactPreference.objects.filter(_to(subject)),
                ["stopped_at", "unreachable_since"],
            ),
        ]

    def erase(self, subject: Subject, *, now: datetime) -> Sequence[str]:
        Reminder.objects.filter(_to(subject)).delete()
        ContactPreference.objects.filter(_to(subject)).delete()
        Digest.objects.filter(user__in=subject.user_ids).delete()
        return []


def _to(subject: Subject) -> Q:
    return Q(person__in=subject.person_ids) | Q(user__in=subject.user_ids)
