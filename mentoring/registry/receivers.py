"""What the registry does on its own signals."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver
from django.utils import timezone

from mentoring.registry.accused import readers_everywhere
from mentoring.registry.models import Likeness, Mandate, Person
from mentoring.registry.permissions import RESPONSIBLE_ROLES
from mentoring.registry.services import keep_named_from, note_likeness
from mentoring.registry.services.scanning import IDENTIFIER_SCORE
from mentoring.registry.signals import identifier_collided


@receiver(identifier_collided)
def keep_collision_as_a_case(person: Person, other: Person, **kwargs: Any) -> None:
    """The same number twice: a mistyped digit, somebody else's card, or one person."""
    note_likeness(person=person, other=other, reason=Likeness.IDENTIFIER, score=IDENTIFIER_SCORE)


@receiver(post_save, sender=Mandate)
def keep_complaints_from_a_new_mandate(instance: Mandate, raw: bool, **kwargs: Any) -> None:
    """Whoever is named in a complaint does not read it by a mandate she gets later."""
    if not raw and instance.role in RESPONSIBLE_ROLES:
        keep_named_from(user=instance.user, now=timezone.now(), place=instance.place)


@receiver(m2m_changed, sender=get_user_model().groups.through)
@receiver(m2m_changed, sender=get_user_model().user_permissions.through)
def keep_complaints_from_a_new_role(
    instance: Any, action: str, reverse: bool, pk_set: set[Any] | None, **kwargs: Any
) -> None:
    """The same for a role that sees every complaint."""
    if action != "post_add" or not pk_set:
        return
    users = pk_set if reverse else {instance.pk}
    for user in readers_everywhere().filter(pk__in=users):
        keep_named_from(user=user, now=timezone.now())
