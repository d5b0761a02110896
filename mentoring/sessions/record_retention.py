"""When recordings, earlier versions and the words of back-checks are forgotten.

Answers the hook `register_retention_rules` of a site that asks it.
"""

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.private_files import delete_on_commit
from mentoring.sessions import conf
from mentoring.sessions.models import (
    BackCheck,
    BackCheckAnswer,
    CorrectionState,
    SessionCorrection,
    SessionRevision,
    VoiceNote,
)


def _first_kept(today: date, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(today - timedelta(days=days), time.min))


class SpokenNotes:
    """Recordings, with their files; the visit and its written notes stay."""

    code = "mentoring.spoken_notes"
    title = _("Spoken notes of visits")
    sentence = _("after they came")

    @property
    def days(self) -> int:
        return conf.spoken_note_days()

    def count(self, today: date) -> int:
        return self._due(today).count()

    def carry_out(self, today: date) -> int:
        due = self._due(today)
        for voice in due:
            delete_on_commit(voice.recording)
        return due.delete()[0]

    def _due(self, today: date) -> "QuerySet[VoiceNote]":
        return VoiceNote.objects.filter(received_at__lt=_first_kept(today, self.days))


class EarlierVersions:
    """What sessions said before they were changed; that, when and why they were stays."""

    code = "mentoring.earlier_versions"
    title = _("What sessions said before they were changed")
    sentence = _("after the change")

    @property
    def days(self) -> int:
        return conf.version_days()

    def count(self, today: date) -> int:
        return self._due(today).count()

    def carry_out(self, today: date) -> int:
        return self._due(today).update(payload={})

    def _due(self, today: date) -> "QuerySet[SessionRevision]":
        rows = SessionRevision.objects.filter(revised_at__lt=_first_kept(today, self.days))
        return rows.exclude(payload={})


class DecidedCorrections:
    """Both sides of a correction that was decided; that and how it was decided stays."""

    code = "mentoring.decided_corrections"
    title = _("What decided corrections of sessions say")
    sentence = _("after the decision")

    @property
    def days(self) -> int:
        return conf.version_days()

    def count(self, today: date) -> int:
        return self._due(today).count()

    def carry_out(self, today: date) -> int:
        return self._due(today).update(before={}, after={})

    def _due(self, today: date) -> "QuerySet[SessionCorrection]":
        rows = SessionCorrection.objects.exclude(state=CorrectionState.OPEN)
        says = ~Q(before={}) | ~Q(after={})
        return rows.filter(says, decided_at__lt=_first_kept(today, self.days))


class FoundWords:
    """Who was asked again and what was heard; whether it agreed with the record stays."""

    code = "mentoring.found_words"
    title = _("Words of back-checks: who was asked, what was found")
    sentence = _("after somebody asked again")

    @property
    def days(self) -> int:
        return conf.back_check_days()

    def count(self, today: date) -> int:
        return self._due(today).count()

    def carry_out(self, today: date) -> int:
        keys = list(self._due(today).order_by().values_list("pk", flat=True))
        BackCheckAnswer.objects.filter(back_check__in=keys).update(told="", found="")
        return BackCheck.objects.filter(pk__in=keys).update(informant="", note="")

    def _due(self, today: date) -> "QuerySet[BackCheck]":
        said = ~Q(informant="") | ~Q(note="")
        return BackCheck.objects.filter(said, checked_at__lt=_first_kept(today, self.days))
