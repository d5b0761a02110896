"""When contacts of study visits are forgotten.

Answers the hook `register_retention_rules` of a site that asks it.
"""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.sessions import conf
from mentoring.sessions.models import StudyVisit


class StudyContacts:
    """Name, phone and e-mail address of whoever asked; the visit itself stays."""

    code = "mentoring.study_contacts"
    title = _("Names and numbers of guests of study visits")
    sentence = _("after the day of the visit")

    @property
    def days(self) -> int:
        return conf.study_contact_days()

    def count(self, today: date) -> int:
        return self._due(today).count()

    def carry_out(self, today: date) -> int:
        return self._due(today).update(contact_name="", contact_phone="", contact_email="")

    def _due(self, today: date) -> "QuerySet[StudyVisit]":
        kept_from = today - timedelta(days=self.days)
        old = Q(session__isnull=True, wished_on__lt=kept_from) | Q(
            session__happened_on__lt=kept_from
        )
        told = ~Q(contact_name="") | ~Q(contact_phone="") | ~Q(contact_email="")
        keys = StudyVisit.objects.filter(old, told).order_by().values("pk")
        return StudyVisit.objects.filter(pk__in=list(keys.values_list("pk", flat=True)))
