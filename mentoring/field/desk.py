"""What this room puts on the desk of a signed-in person."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.desk import DeskItem, WaitingRow, counts_of
from mentoring.field.models import Conflict, Device, Envelope
from mentoring.field.permissions import can_keep_phones, decidable, resolvable
from mentoring.field.readable import type_title
from mentoring.registry.permissions import rows_in_charge

_FIRST = 20


def desk_items(user: Any, today: date) -> Iterator[DeskItem]:
    """What phones sent that somebody decides; silent phones; the way to one's own."""
    if can_keep_phones(user):
        yield from _of_a_keeper(user)
    if user.has_perm("mentoring_assignments.accompany_group"):
        yield DeskItem(
            kind="link",
            label=_("My phones"),
            sentence=_("Sign out a lost one"),
            url=reverse("mentoring_field:my_devices"),
            picture="check",
            order=60,
        )


def _of_a_keeper(user: Any) -> Iterator[DeskItem]:
    held = decidable(user).to_be_looked_at()
    differences = resolvable(user).open()
    silent = rows_in_charge(Device, user).silent_at(timezone.now())
    counts = counts_of(held=held, differences=differences, silent=silent)
    if count := counts["held"]:
        yield DeskItem(
            kind="waiting",
            label=_("Records of phones"),
            sentence=_("They break a rule. Take them over, ask back, or throw them away."),
            url=reverse("mentoring_field:held_records"),
            count=count,
            picture="check",
            order=24,
            rows=partial(_held_rows, held),
        )
    if count := counts["differences"]:
        yield DeskItem(
            kind="waiting",
            label=_("Differences between phone and office"),
            sentence=_("What the office has counts until you decide."),
            url=reverse("mentoring_field:conflicts"),
            count=count,
            picture="check",
            order=25,
            rows=partial(_difference_rows, differences),
        )
    if count := counts["silent"]:
        yield DeskItem(
            kind="waiting",
            label=_("Silent phones"),
            sentence=_("Nothing was heard of them for a week. Call their facilitators."),
            url=f"{reverse('mentoring_field:devices')}?keadaan=diam",
            count=count,
            picture="people",
            order=28,
            rows=partial(_silent_rows, silent),
        )
    yield DeskItem(
        kind="link",
        label=_("Phones of facilitators"),
        sentence=_("Invite, help, sign out"),
        url=reverse("mentoring_field:devices"),
        picture="people",
        order=45,
    )


def _held_rows(held: "QuerySet[Envelope]") -> Iterator[WaitingRow]:
    rows = held.select_related("device__user").defer("payload").order_by("received_at", "pk")
    for each in rows[:_FIRST]:
        yield WaitingRow(
            title=f"{each.device.user.get_full_name()} · {type_title(each.type)}",
            url=reverse("mentoring_field:held_record", args=[each.pk]),
            sentence=each.sentence,
            since=timezone.localdate(each.received_at),
        )


def _difference_rows(differences: "QuerySet[Conflict]") -> Iterator[WaitingRow]:
    rows = differences.select_related("envelope__device__user").order_by("found_at", "pk")
    for each in rows[:_FIRST]:
        yield WaitingRow(
            title=f"{each.envelope.device.user.get_full_name()} · {type_title(each.envelope.type)}",
            url=each.get_absolute_url(),
            sentence=each.envelope.sentence,
            since=timezone.localdate(each.found_at),
        )


def _silent_rows(silent: "QuerySet[Device]") -> Iterator[WaitingRow]:
    for each in silent.with_names().order_by("last_seen_at", "pk")[:_FIRST]:
        yield WaitingRow(
            title=f"{each.user.get_full_name()} · {each.name}",
            url=each.get_absolute_url(),
            since=timezone.localdate(each.last_seen_at),
        )
