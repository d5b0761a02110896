"""Recording a visit together with what it was about."""

from typing import Any

from django.db import transaction

from mentoring.sessions.models import MentoringSession
from mentoring.sessions.services.visits import VisitLog, log_group_visit
from mentoring.sessions.topics import sources_of_topics


@transaction.atomic
def log_visit_about(*, visit: VisitLog, recorded_by: Any) -> MentoringSession:
    """Record `visit`, and what it was about; both or neither.

    What others link by themselves (a lesson that was used) they do besides. Raises as
    `log_group_visit` does.
    """
    session = log_group_visit(visit=visit, recorded_by=recorded_by)
    if visit.topics is not None and session.is_held:
        for source in sources_of_topics():
            source.keep(session, visit.topics, recorded_by)
    return session
