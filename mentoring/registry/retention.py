"""When lists that came as a file are forgotten.

Answers the hook `register_retention_rules` of a site that asks it.
"""

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.registry import conf
from mentoring.registry.models import BACKGROUND, ImportBatch, ImportRow
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
