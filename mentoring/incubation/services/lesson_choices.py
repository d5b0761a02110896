"""Taking the new version of a lesson mid-course, or going on with the old one."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.incubation.errors.findings import NoNewVersion
from mentoring.incubation.errors.formulas import FormulaNotAgreed, NotYoursToDiagnose
from mentoring.incubation.lesson_versions import versions_of
from mentoring.incubation.models import CycleEnrolment, FormulaItem, LessonChoice
from mentoring.incubation.permissions import can_draft_formula
from mentoring.incubation.services.cycles import local_today
from mentoring.incubation.signals import lesson_version_chosen
from mentoring.sessions.audiences import key_of_group
from mentoring.sessions.programmes import teaching_modules


@transaction.atomic
def choose_version(
    *,
    item: FormulaItem,
    release: int,
    takes_new: bool,
    chosen_by: Any,
    now: datetime | None = None,
) -> LessonChoice:
    """Remember whether the group takes version `release` of the lesson of `item`.

    Who chose to go on with the old one may still take the new one later.
    Sends `lesson_version_chosen` after commit. Raises NotYoursToDiagnose, FormulaNotAgreed,
    NoNewVersion if another version is the newest by now or the group has it.
    """
    enrolment = item.formula.enrolment
    group = enrolment.group
    if not can_draft_formula(chosen_by, group, local_today(group)):
        raise NotYoursToDiagnose(group=str(group))
    if not item.formula.is_agreed:
        raise FormulaNotAgreed()
    # Two people who choose at once wait for one another.
    CycleEnrolment.objects.select_for_update().get(pk=enrolment.pk)
    version = versions_of(enrolment, [item])[item.thread]
    if release not in (version.newer_release, version.kept_from):
        raise NoNewVersion(release=release, lesson=item.what)
    offered = {one.page_id: one.revision_id for one in teaching_modules()}
    choice, _is_new = LessonChoice.objects.update_or_create(
        enrolment=enrolment,
        thread=item.thread,
        release=release,
        defaults={
            "revision_id": offered.get(item.page_id),
            "takes_new": takes_new,
            "chosen_by": chosen_by,
            "chosen_at": now or timezone.now(),
        },
    )
    log(instance=item.formula, action="mentoring.choose_version", user=chosen_by)
    transaction.on_commit(
        partial(
            lesson_version_chosen.send_robust,
            sender=LessonChoice,
            choice=choice,
            page_id=item.page_id,
            audience_key=key_of_group(group),
        )
    )
    return choice
