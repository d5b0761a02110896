"""What the registry does on its own signals."""

from typing import Any

from django.dispatch import receiver

from mentoring.registry.models import Likeness, Person
from mentoring.registry.services import note_likeness
from mentoring.registry.services.scanning import IDENTIFIER_SCORE
from mentoring.registry.signals import identifier_collided


@receiver(identifier_collided)
def keep_collision_as_a_case(person: Person, other: Person, **kwargs: Any) -> None:
    """The same number twice: a mistyped digit, somebody else's card, or one person."""
    note_likeness(person=person, other=other, reason=Likeness.IDENTIFIER, score=IDENTIFIER_SCORE)
