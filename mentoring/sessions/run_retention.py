"""When registrations for trainings are forgotten (hook `register_retention_rules`)."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.sessions import conf
from mentoring.sessions.models import RunRegistration


class Registrations:
    """Names, hamlets and phone numbers of people who registered themselves.

    Kept until some time after the training, or after the last day of registration where it
    was never held: whoever takes part is known as a participant by then.
    """

    code = "mentoring.run_registrations"
    title = _("Registrations for trainings")
    sentence = _("after the training, or after registration ended")

    @property
    def days(self) -> int:
        return conf.registration_days()

    def count(self, today: date) -> int:
        return self._due(today).count()

    def carry_out(self, today: date) -> int:
        """Delete the rows; who took part stays a participant."""
        deleted, _by_kind = self._due(today).delete()
        return deleted

    def _due(self, today: date) -> "QuerySet[RunRegistration]":
        limit = today - timedelta(days=self.days)
        over = Q(run__ends_on__lte=limit)
        never_decided = Q(run__registration_until__lt=limit, run__state="declined")
        return RunRegistration.objects.filter(over | never_decided).order_by("pk")
