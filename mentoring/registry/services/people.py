"""What is done to people."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.log_actions import log

from mentoring.conf import photo_max_bytes
from mentoring.photos import portrait_of
from mentoring.private_files import delete_on_commit
from mentoring.registry import conf
from mentoring.registry.models import ConsentPurpose, Person
from mentoring.registry.services.consents import require_consent
from mentoring.registry.services.keeping import save_changes, tell_after_commit
from mentoring.registry.signals import person_got_account
from mentoring.registry.worker_status import Answers, worker_statuses


@transaction.atomic
def register_person(*, full_name: str, hamlet: str, registered_by: Any, **more: Any) -> Person:
    """Return a new person; a name of one word is a whole name.

    more: nickname, sex, birthplace, born_on, phone (E.164), place, rt_rw, user.
    Two people of the same name are both kept: finding duplicates is a later, human step.
    """
    person = Person.objects.create(full_name=full_name, hamlet=hamlet, **more)
    log(instance=person, action="wagtail.create", user=registered_by)
    return person


@transaction.atomic
def change_person(*, person: Person, changes: Mapping[str, Any], changed_by: Any) -> Person:
    """Give `person` the values of `changes`. Her account keeps its own name and phone."""
    return save_changes(person, changes, changed_by)


@transaction.atomic
def note_work(*, person: Person, answers: Answers, noted_by: Any) -> Person:
    """Keep how `person` stands in the trade, by her answers to `worker_status.Question`."""
    return save_changes(person, {"worker_statuses": worker_statuses(answers)}, noted_by)


@transaction.atomic
def note_specific_data(
    *, person: Person, disability: str, helped_by_minors: str, noted_by: Any, now: datetime
) -> Person:
    """Keep what the law calls specific data (UU 27/2022), only with her consent.

    Raises ConsentNeeded without a standing yes to being accompanied.
    """
    require_consent(person=person, purpose=ConsentPurpose.MENTORING, now=now)
    changes = {"disability": disability, "helped_by_minors": helped_by_minors}
    return save_changes(person, changes, noted_by)


@transaction.atomic
def set_portrait(*, person: Person, file: BinaryIO, set_by: Any) -> Person:
    """Keep a portrait of 3 by 4: cut from the middle, without what the camera wrote.

    Raises PhotoTooLarge, PhotoOfTooManyPixels, PhotoUnreadable.
    """
    content = portrait_of(file, max_bytes=photo_max_bytes())
    _let_go_of_portrait(person)
    person.portrait.save("portrait.jpg", ContentFile(content), save=False)
    person.save(update_fields=["portrait"])
    log(instance=person, action="wagtail.edit", user=set_by, data={"field": "portrait"})
    return person


@transaction.atomic
def remove_portrait(*, person: Person, removed_by: Any) -> None:
    if person.portrait:
        _let_go_of_portrait(person)
        person.portrait = ""
        person.save(update_fields=["portrait"])
        log(instance=person, action="wagtail.edit", user=removed_by, data={"field": "portrait"})


def _let_go_of_portrait(person: Person) -> None:
    delete_on_commit(person.portrait)


@transaction.atomic
def ensure_user(*, person: Person) -> Any:
    """Return the user of `person`, made through MENTORING_CREATE_USER if there is none yet.

    Asking twice, also at the same time, makes one. Sends `person_got_account`.
    Raises ImproperlyConfigured when the setting is missing.
    """
    locked = Person.objects.select_for_update(of=("self",)).select_related("user").get(pk=person.pk)
    if locked.user is None:
        locked.user = conf.create_user()(
            full_name=locked.full_name, phone=locked.phone, language=settings.LANGUAGE_CODE
        )
        locked.save(update_fields=["user"])
        tell_after_commit(person_got_account, Person, person=locked, user=locked.user)
    person.user = locked.user
    return locked.user
