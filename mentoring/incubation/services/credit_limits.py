"""Bringing in the limits of subsidised credit, all at once or one by one."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from wagtail.log_actions import log

from mentoring.incubation.errors.credit_limits import LimitNotAfterLast
from mentoring.incubation.models import CreditLimit

_SHIPPED = Path(__file__).resolve().parent.parent / "limits" / "kur.json"


def load_shipped_limits() -> int:
    """Load the shipped limits where there are none at all; return how many were loaded.

    Runs after every `migrate`: what a programme keeps is never touched.
    """
    if CreditLimit.objects.exists():
        return 0
    return load_limits(rows=json.loads(_SHIPPED.read_text(encoding="utf-8")))


@transaction.atomic
def set_limit(
    *, code: str, value: Decimal, starts_on: date, source: str, set_by: Any
) -> CreditLimit:
    """From `starts_on` on `value` holds; what held before ends there, and stays to be read.

    Raises LimitNotAfterLast where a value begins on that day or later.
    """
    rows = CreditLimit.objects.select_for_update().filter(code=code)
    last = max(rows, key=lambda one: one.starts_on, default=None)
    if last is not None and last.starts_on >= starts_on:
        raise LimitNotAfterLast(day=date_format(last.starts_on))
    rows.filter(ends_on=None).update(ends_on=starts_on)
    made = CreditLimit.objects.create(
        code=code, value=value, starts_on=starts_on, source=source.strip()
    )
    log(instance=made, action="wagtail.create", user=set_by)
    return made


@transaction.atomic
def load_limits(*, rows: list[dict[str, Any]]) -> int:
    """Return how many limits are new. A new value ends the one before it on its first day.

    rows: [{"code", "value" (decimal as text), "starts_on" (ISO date), "source"}].
    Raises KeyError and ValueError for rows of another shape.
    """
    count = 0
    for row in sorted(rows, key=lambda one: str(one["starts_on"])):
        starts_on = date.fromisoformat(row["starts_on"])
        if CreditLimit.objects.filter(code=row["code"], starts_on=starts_on).exists():
            continue
        CreditLimit.objects.filter(code=row["code"], ends_on=None).update(ends_on=starts_on)
        CreditLimit.objects.create(
            code=row["code"],
            value=row["value"],
            starts_on=starts_on,
            source=row.get("source", ""),
        )
        count += 1
    return count
