"""When lists that came as a file and the words of old complaints are forgotten.

Answers the hook `register_retention_rules` of a site that asks it.
"""

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.registry import conf
from mentoring.registry.models import (
    BACKGROUND,
    Complaint,
    ComplaintState,
    ImportBatch,
    ImportRow,
)
from mentoring.registry.services import forget_list


class ImportedLists:
    """The files of lists and what their lines said, so many days after they came.

    What was written from them stays, and can be taken back. That there was a list stays, too.
    """

    code = "mentoring.imported_lists"
    title = _("Lists of people that came as a file, and what their lines said")
    sentence = _("after the list was sent")

    @property
    def days(self) -> int:
        return conf.import_days()

    def count(self, today: date) -> int:
        return self._due(today).count()

    def carry_out(self, today: date) -> int:
        forgotten = 0
        for batch in list(self._due(today)):
            forget_list(batch=batch)
            forgotten += 1
        return forgotten

    def _due(self, today: date) -> "QuerySet[ImportBatch]":
        first_kept = timezone.make_aware(
            datetime.combine(today - timedelta(days=self.days), time.min)
        )
        says = ImportRow.objects.filter(batch=OuterRef("pk")).exclude(said={})
        return ImportBatch.objects.filter(
            ~Q(file="") | Exists(says), uploaded_at__lt=first_kept
        ).exclude(state__in=BACKGROUND)


class ClosedComplaints:
    """The words of a complaint and its answer, so many days after it came, once it is closed.

    That there was one stays for counting, without words, number or name. Whom it was about
    still does not see it. An open one is kept until somebody closes it.
    """

    code = "mentoring.closed_complaints"
    title = _("What closed complaints say, with their answers")
    sentence = _("after the complaint came")

    @property
    def days(self) -> int:
        return conf.closed_complaint_days()

    def count(self, today: date) -> int:
        return self._due(today).count()

    def carry_out(self, today: date) -> int:
        return self._due(today).update(text="", phone="", about_whom="", answer="")

    def _due(self, today: date) -> "QuerySet[Complaint]":
        first_kept = timezone.make_aware(
            datetime.combine(today - timedelta(days=self.days), time.min)
        )
        says = ~Q(text="") | ~Q(phone="") | ~Q(about_whom="") | ~Q(answer="")
        return Complaint.objects.filter(
            says, state=ComplaintState.CLOSED, received_at__lt=first_kept
        )
