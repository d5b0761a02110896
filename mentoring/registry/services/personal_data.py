"""A copy of all data for the person they are about, and their erasure."""

import json
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from celery import current_app
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.personal_data import Subject, all_sections
from mentoring.registry import conf
from mentoring.registry.errors import AlreadyErased, ErasureAlreadySettled, ErasureOfStaff
from mentoring.registry.models import DataCopy, DataCopyState, ErasureRequest, Person
from mentoring.registry.rendering import data_copy_pdf
from mentoring.registry.services.keeping import tell_after_commit
from mentoring.registry.signals import person_erased
from mentoring.registry.subjects import personal_data_sources, subject_of

MOST_ATTEMPTS = 3


@transaction.atomic
def ask_for_data_copy(*, person: Person, asked_by: Any, now: datetime) -> DataCopy:
    """Return the copy that is being made for `person`; asking again makes no second one."""
    copy, is_new = DataCopy.objects.get_or_create(
        person=person,
        state=DataCopyState.WAITING,
        defaults={"asked_by": asked_by, "asked_at": now},
    )
    if is_new:
        log(instance=person, action="mentoring.data_copy", user=asked_by)
        _queue(copy.pk)
    return copy


def make_data_copy(*, copy_id: UUID, now: datetime) -> bool:
    """Write the files of a copy; return whether this call did. Safe to run twice.

    A copy that failed MOST_ATTEMPTS times stays failed; the reason is in the site's log.
    """
    with transaction.atomic():
        copy = (
            DataCopy.objects.select_for_update(of=("self",))
            .select_related("person")
            .filter(pk=copy_id, state=DataCopyState.WAITING)
            .first()
        )
        if copy is None:
            return False
        copy.attempts, copy.heartbeat_at = copy.attempts + 1, now
        if copy.attempts > MOST_ATTEMPTS:
            copy.state = DataCopyState.FAILED
        copy.save(update_fields=["attempts", "heartbeat_at", "state"])
    if copy.state == DataCopyState.FAILED:
        return False
    parts = all_sections(personal_data_sources(), subject_of(copy.person))
    written = {"name": copy.person.full_name, "made_at": now.isoformat(), "parts": parts}
    text = json.dumps(written, ensure_ascii=False, indent=1, default=str)
    pdf = data_copy_pdf(copy.person.full_name, parts, made_on=timezone.localdate(now))
    with transaction.atomic():
        copy.json_file.save("data.json", ContentFile(text.encode()), save=False)
        copy.pdf_file.save("data.pdf", ContentFile(pdf), save=False)
        copy.state, copy.ready_at = DataCopyState.READY, now
        copy.expires_at = now + timedelta(days=conf.data_copy_days())
        copy.save()
    return True


def tidy_data_copies(*, now: datetime) -> int:
    """Delete copies past their day, and wake those nobody is working on; return how many."""
    silent = now - timedelta(seconds=conf.stale_copy_seconds())
    stale = DataCopy.objects.filter(state=DataCopyState.WAITING).filter(
        Q(heartbeat_at__lt=silent) | Q(heartbeat_at__isnull=True, asked_at__lt=silent)
    )
    expired = DataCopy.objects.filter(expires_at__lte=now)
    touched = 0
    for key in stale.values_list("pk", flat=True):
        _queue(key)
        touched += 1
    for copy in expired:
        for file in (copy.json_file, copy.pdf_file):
            file.delete(save=False)
        copy.delete()
        touched += 1
    return touched


@transaction.atomic
def ask_for_erasure(*, person: Person, asked_by: Any, now: datetime) -> ErasureRequest:
    """Return the open request; whoever is responsible for the place answers it."""
    request, is_new = ErasureRequest.objects.get_or_create(
        person=person, settled_at=None, defaults={"asked_by": asked_by, "asked_at": now}
    )
    if is_new:
        log(instance=person, action="mentoring.ask_erasure", user=asked_by)
    return request


@transaction.atomic
def refuse_erasure(
    *, request: ErasureRequest, answer: str, refused_by: Any, now: datetime
) -> ErasureRequest:
    """Close a request with the reason why not. Raises ErasureAlreadySettled."""
    request = _open_request(request)
    request.settled_at, request.settled_by, request.answer = now, refused_by, answer
    request.save()
    log(instance=request.person, action="mentoring.refuse_erasure", user=refused_by)
    return request


@transaction.atomic
def erase_person(*, person: Person, erased_by: Any, now: datetime) -> list[str]:
    """Erase what names `person` in every room and plugin; return what stays, in sentences.

    Her row stays under a word for nobody, so that figures and locked evaluations stay true;
    certificates that were issued never change. All or nothing, and it cannot be undone.
    Raises AlreadyErased, ErasureOfStaff. Sends `person_erased`.
    """
    if person.tombstoned_at is not None:
        raise AlreadyErased
    subject = subject_of(person)
    if _works_here(subject):
        raise ErasureOfStaff(person=person)
    stays = [
        sentence
        for source in personal_data_sources()
        for sentence in source.erase(subject, now=now)
    ]
    person.refresh_from_db()
    ErasureRequest.objects.filter(person__in=subject.person_ids, settled_at__isnull=True).update(
        settled_at=now, settled_by=erased_by, is_erased=True
    )
    log(instance=person, action="mentoring.erase", user=erased_by)
    tell_after_commit(
        person_erased, Person, person=person, user_id=person.user_id, erased_by=erased_by
    )
    return stays


def _works_here(subject: Subject) -> bool:
    """Whether any account of hers opens more than a crafter's: erasing closes every one."""
    users = get_user_model()._default_manager.filter(pk__in=subject.user_ids)
    return any(user.is_superuser or user.get_all_permissions() for user in users)


def _open_request(request: ErasureRequest) -> ErasureRequest:
    locked = ErasureRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if locked.settled_at is not None:
        raise ErasureAlreadySettled
    return locked


def _queue(copy_id: UUID) -> None:
    transaction.on_commit(partial(_nudge, str(copy_id)))


def _nudge(copy_id: str) -> None:
    # Looked up by name: services never import tasks, and eager tests still run it.
    current_app.tasks[conf.MAKE_DATA_COPY].apply_async(args=[copy_id])
