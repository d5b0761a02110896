"""Which sessions lie in a time whose figures are locked: a late change waits for an amendment.

Answers the hook `register_session_locks` of the sessions room.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentoring.incubation.models import CycleEnrolment, Evaluation
from mentoring.sessions.locks import LockAsked


def locked_by_evaluations(sessions: Collection[LockAsked]) -> dict[UUID, str]:
    """Those of `sessions` that locked figures contain, with the evaluation in words. Two
    queries, however many are asked about."""
    groups = {one.group_id for one in sessions}
    enrolments = {
        one.pk: one
        for one in CycleEnrolment.objects.filter(group__in=groups).only(
            "group", "cycle", "starts_on", "ends_on"
        )
    }
    if not enrolments:
        return {}
    cycles = {one.cycle_id for one in enrolments.values()}
    of_these = Q(enrolment__in=list(enrolments)) | Q(cycle__in=cycles)
    locked = list(Evaluation.objects.frozen().filter(of_these).order_by("until"))
    found: dict[UUID, str] = {}
    for session in sessions:
        for evaluation in locked:
            if any(_contains(evaluation, enrolment, session) for enrolment in enrolments.values()):
                found[session.id] = _("Evaluation up to %(day)s") % {
                    "day": date_format(evaluation.until)
                }
                break
    return found


def _contains(evaluation: Evaluation, enrolment: CycleEnrolment, session: LockAsked) -> bool:
    if enrolment.group_id != session.group_id:
        return False
    if enrolment.pk != evaluation.enrolment_id and enrolment.cycle_id != evaluation.cycle_id:
        return False
    last = evaluation.until
    if enrolment.ends_on is not None and enrolment.ends_on <= last:
        return enrolment.starts_on <= session.happened_on < enrolment.ends_on
    return enrolment.starts_on <= session.happened_on <= last
