"""What is done to people."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.log_actions import log

from mentoring.registry import conf
from mentoring.registry.models import (
    Person,
)
from mentoring.registry.services.keeping import save_changes, tell_after_commit
from mentoring.registry.signals import person_got_account


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
