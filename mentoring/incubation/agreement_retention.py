"""How long the proof of a group's yes is kept. Answers the hook `register_retention_rules`."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.incubation import conf
from mentoring.incubation.forgetting import drop_agreement
from mentoring.incubation.models import Formula


class AgreementProofs:
    """Photos of signed sheets and recordings, `days` after the cycle of the group ended."""

    code = "mentoring.agreement_proofs"
    title = _("Signed sheets and recordings of a group's agreement")
    sentence = _("after the cycle of the group ended")

    @property
    def days(self) -> int:
        return conf.agreement_days()

    def count(self, today: date) -> int:
        return self._due(today).count()

    def carry_out(self, today: date) -> int:
        """Delete the files; when and how the group agreed stays."""
        gone = 0
        for formula in self._due(today):
            with transaction.atomic():
                drop_agreement(formula)
            gone += 1
        return gone

    def _due(self, today: date) -> "QuerySet[Formula]":
        limit = today - timedelta(days=self.days)
        return Formula.objects.filter(enrolment__ends_on__lte=limit).exclude(agreement="")
