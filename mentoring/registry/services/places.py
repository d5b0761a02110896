"""What is done to places and craft centres."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from mentoring.registry.errors import PlaceAroundUnknown
from mentoring.registry.models import Place, Sentra
from mentoring.registry.place_codes import read_place_code
from mentoring.registry.services.keeping import save_changes


@transaction.atomic
def add_place(*, code: str, name: str, added_by: Any, **more: Any) -> Place:
    """Return a new place; the code says what it lies in. more: bps_code, valid_from.

    Raises PlaceAroundUnknown where no place has the beginning of the code.
    """
    parent_code = read_place_code(code).parent
    parent = Place.objects.filter(pk=parent_code).first()
    if parent_code and parent is None:
        raise PlaceAroundUnknown(parent_code=parent_code)
    place = Place.objects.create(code=code, name=name, parent=parent, **more)
    log(instance=place, action="wagtail.create", user=added_by)
    return place


@transaction.atomic
def change_place(*, place: Place, changes: Mapping[str, Any], changed_by: Any) -> Place:
    """Correct what is written about `place`; names and codes change by `place_changes.py`."""
    return save_changes(place, changes, changed_by)


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
