"""Whom and what a cycle asks besides scoring its groups."""

from typing import Any

from django.db.models import QuerySet

from mentoring.incubation.models import CycleEnrolment, InstrumentVersion, Round
from mentoring.registry.models import Membership, Person


def further_versions(enrolment: CycleEnrolment) -> QuerySet[InstrumentVersion]:
    """The published versions that the cycle asks beside the one that scores its groups."""
    return (
        InstrumentVersion.objects.published()
        .filter(cycle_instruments__cycle=enrolment.cycle_id)
        .select_related("instrument")
        .order_by("instrument__code", "-number")
    )


def people_to_ask(enrolment: CycleEnrolment) -> QuerySet[Person]:
    """Who was a member of the group on any day of the cycle; that she was one on the day of
    the round is asked when it begins."""
    members = Membership.objects.filter(group=enrolment.group_id)
    return Person.objects.filter(pk__in=members.values("person")).order_by("full_name", "pk")


def rounds_beside(user: Any, enrolment: CycleEnrolment) -> list[Round]:
    """The rounds `user` may see that do not score the group as a whole, latest first. One
    query."""
    main = enrolment.cycle.instrument_version.instrument_id
    rows = Round.objects.visible_to(user).counted().filter(enrolment=enrolment)
    return list(
        rows.exclude(person__isnull=True, version__instrument=main).select_related(
            "person", "version__instrument"
        )
    )
