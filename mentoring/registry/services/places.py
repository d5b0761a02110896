"""What is done to craft centres."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from mentoring.registry.models import (
    Place,
    Sentra,
)
from mentoring.registry.services.keeping import save_changes


@transaction.atomic
def create_sentra(
    *, name: str, craft: str, place: Place, time_zone: str, created_by: Any, **more: Any
) -> Sentra:
    """Return a new craft centre. more: products, institution_in_charge, business_units."""
    sentra = Sentra.objects.create(name=name, craft=craft, place=place, time_zone=time_zone, **more)
    log(instance=sentra, action="wagtail.create", user=created_by)
    return sentra


@transaction.atomic
def change_sentra(*, sentra: Sentra, changes: Mapping[str, Any], changed_by: Any) -> Sentra:
    """Give `sentra` the values of `changes` (field name -> value)."""
    return save_changes(sentra, changes, changed_by)
