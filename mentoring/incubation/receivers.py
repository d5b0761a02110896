"""What this room does when others tell something."""

import logging
from collections.abc import Collection
from typing import Any
from uuid import UUID

from mentoring.errors import MentoringError
from mentoring.incubation.models import CycleEnrolment, VisitTaper
from mentoring.incubation.services.answer_photos import attach_upload, still_waited_for
from mentoring.incubation.services.cycles import local_today
from mentoring.incubation.services.drafts import drop_drafts_about
from mentoring.incubation.services.formula_sessions import link_told
from mentoring.incubation.services.tapers import keep_taper
from mentoring.registry.models import Consent
from mentoring.sessions.models import MentoringSession

logger = logging.getLogger(__name__)


def link_to_formulas(sender: Any, *, sessions: list[MentoringSession], **kwargs: Any) -> None:
    """Visits were recorded: they count for the lines of formulas that were chosen for them, and
    for those whose lessons they used."""
    link_told(sessions=sessions)


def plan_visits_anew(sender: Any, *, enrolment: CycleEnrolment, **kwargs: Any) -> None:
    """A group came to another stage: it is visited as that says, where it follows its stages."""
    taper = VisitTaper.objects.filter(enrolment=enrolment).select_related("enrolment").first()
    if taper is not None:
        keep_taper(taper=taper, today=local_today(enrolment.group))


def attach_finished_upload(sender: Any, *, upload: Any, **kwargs: Any) -> bool:
    """A photograph has arrived: the answer it shows gets it, if its sheet is here."""
    with upload.file.open("rb") as file:
        try:
            return attach_upload(upload=upload, file=file)
        except MentoringError as refusal:
            # The answer stays without a photo, and its page says that none came.
            logger.warning("upload %s is of no use: %s", upload.id, refusal.code)
    return False


def drop_drafts(sender: Any, *, consent: Consent, **kwargs: Any) -> None:
    """A member took her yes back: what was begun about her is kept no longer."""
    drop_drafts_about(person=consent.person, purpose=consent.purpose)


def claim_uploads(sender: Any, *, uploads: Collection[Any], **kwargs: Any) -> set[UUID]:
    """Which files of phones an answer still waits for."""
    return still_waited_for(uploads)
