"""The first of the things that wait in the registry, for the page of everything that does."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.desk import WaitingRow
from mentoring.registry.evenness import Uneven
from mentoring.registry.models import Complaint, DuplicateCase, ErasureRequest

SHOWN = 10


def complaints(rows: QuerySet[Complaint]) -> Iterator[WaitingRow]:
    """What each is about, never what it says."""
    for complaint in rows.select_related("place").order_by("received_at")[:SHOWN]:
        yield WaitingRow(
            title=_("About %(about)s") % {"about": complaint.get_about_display()},
            url=complaint.get_absolute_url(),
            sentence=complaint.place.name if complaint.place else "",
            since=timezone.localdate(complaint.received_at),
        )


def pairs(rows: QuerySet[DuplicateCase]) -> Iterator[WaitingRow]:
    """The surest first, as in their register."""
    for pair in rows.select_related("person_a", "person_b").order_by("-score", "found_at")[:SHOWN]:
        yield WaitingRow(
            title=str(pair),
            url=pair.get_absolute_url(),
            sentence=pair.get_reason_display(),
            since=timezone.localdate(pair.found_at),
        )


def erasures(rows: QuerySet[ErasureRequest]) -> Iterator[WaitingRow]:
    for request in rows.select_related("person__place").order_by("asked_at")[:SHOWN]:
        yield WaitingRow(
            title=request.person.full_name,
            url=reverse("mentoring_registry:erasure_request", args=[request.pk]),
            sentence=request.person.place.name if request.person.place else "",
            since=timezone.localdate(request.asked_at),
        )


def uneven(found: Sequence[Uneven], address: Any) -> Iterator[WaitingRow]:
    for one in found[:SHOWN]:
        yield WaitingRow(title=one.sentra.name, url=str(address), sentence=one.sentence)
