"""When identity numbers are forgotten: some time after the last cycle of a person ended.

Answers the hook `register_retention_rules` of a site that asks it.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from mentoring.incubation import conf
from mentoring.incubation.models import CycleEnrolment
from mentoring.registry.models import IdentifierKind, PersonIdentifier
from mentoring.sessions.models import RunParticipant, RunState

FORGET = "mentoring.forget_identifier"
AT_ONCE = 500


class IdentityNumbers:
    """NIK and KK of people all of whose cycles ended more than `days` ago.

    Kept as long as a training is open in which she takes part: the training body prints
    them. Source: UU 27/2022, article 43; the period is the programme's.
    """

    code = "mentoring.identity_numbers"
    title = _("National and family identity numbers (NIK, KK)")
    sentence = _("after the last cycle of the person's groups ended")

    @property
    def days(self) -> int:
        return conf.identity_number_days()

    def count(self, today: date) -> int:
        return self._due(today).count()

    def carry_out(self, today: date) -> int:
        """Delete the rows in batches; the log says of whom, never which number."""
        forgotten = 0
        while batch := list(self._due(today).select_related("person")[:AT_ONCE]):
            with transaction.atomic():
                for identifier in batch:
                    identifier.delete()
                    log(identifier.person, FORGET, data={"kind": identifier.kind})
            forgotten += len(batch)
        return forgotten

    def _due(self, today: date) -> "QuerySet[PersonIdentifier]":
        limit = today - timedelta(days=self.days)
        of_her_groups = CycleEnrolment.objects.filter(
            group__memberships__person=OuterRef("person")
        ).order_by()
        recent = of_her_groups.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=limit))
        in_training = RunParticipant.objects.filter(person=OuterRef("person")).exclude(
            run__state__in=[RunState.CLOSED, RunState.DECLINED]
        )
        return PersonIdentifier.objects.filter(
            Exists(of_her_groups),
            ~Exists(recent),
            ~Exists(in_training),
            kind__in=[IdentifierKind.NIK, IdentifierKind.KK],
        ).order_by("pk")
