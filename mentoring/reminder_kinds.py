"""What a room says about messages to people: plain shapes, offered by its `reminders.py`.

`mentoring.reminders` finds `<app>/reminders.py` of every installed app by its name and reads two
lists there, each optional: `KINDS` (of what people are reminded) and `DIGEST_LINES` (what is
counted for coordinators every week). Without `mentoring.reminders` nobody asks, and nothing
breaks.

A message holds only the facts of `mentoring/reminders/facts.py`. There is none for a debt, a tie, a
vulnerability or a promise's own words: phones are lent and screens are read along.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

from mentoring.registry.models import TimeZone


class Audience(StrEnum):
    """Who reads messages of a kind."""

    FACILITATOR = "facilitator"
    COORDINATOR = "coordinator"
    CRAFTER = "crafter"


@dataclass(frozen=True)
class Due:
    """One message that is due: to one account or to one crafter.

    key: what it is about, the same each time it is asked and for ever ("<session>:<day>"); the
    kind and the reader are added. time_zone: where the reader is (IANA name, "" for the site's
    own), for quiet hours; without a default, so that nobody is woken because it was forgotten.
    facts: see `ReminderKind`; the reader's name need not be said. group_id: whose facilitator
    tells a crafter who cannot be written to. path: of the page it is about. figures: of a weekly
    digest, asked once when it is written.
    """

    key: str
    time_zone: str
    user_id: Any = None
    person_id: UUID | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    group_id: UUID | None = None
    path: str = ""
    figures: Callable[[], Mapping[str, Any]] | None = None
    week_starts_on: dt.date | None = None


def due_about(group: Any, *, key: str, path: str = "", **said: Any) -> Due:
    """A message about `group` (read with its sentra), whose texts may name it; its page is the
    group's own unless `path` says another. said: whatever else a `Due` has, further facts too.
    """
    return Due(
        key=key,
        group_id=group.pk,
        time_zone=group.sentra.time_zone,
        facts={"group": group, **said.pop("facts", {})},
        path=path or group.get_absolute_url(),
        **said,
    )


@dataclass(frozen=True)
class ReminderKind:
    """Of what somebody is reminded.

    name: at most 32 signs, never changed. subject, body: translatable; `{group}` stands for a
    fact. facts: which its texts may use besides `name`. due(now): everything that is
    due at the moment `now`, told already or not, in a constant number of queries; what is no
    longer among it is not sent any more.
    """

    name: str
    title: Any
    audience: str
    subject: Any
    body: Any
    facts: tuple[str, ...]
    due: Callable[[dt.datetime], Iterable[Due]]


@dataclass(frozen=True)
class DigestFigure:
    """What is counted for one coordinator. path: of the page that lists it, "" for none."""

    count: int
    path: str = ""


@dataclass(frozen=True)
class DigestLine:
    """One line of the weekly digest.

    label: words before the number; never a crafter's name. figures(users, since, until): for
    these accounts and the days [since, until), by primary key of the account, in a constant
    number of queries for each account.
    """

    name: str
    label: Any
    figures: Callable[[Collection[Any], dt.date, dt.date], Mapping[Any, DigestFigure]]


def hour_in_key(begins: dt.time | None) -> str:
    """For the key of what has an hour, so that another hour is another message."""
    return begins.strftime("T%H%M") if begins else ""


def local_day(now: dt.datetime, time_zone: str) -> dt.date:
    return now.astimezone(ZoneInfo(time_zone or settings.TIME_ZONE)).date()


def on_local_days(
    now: dt.datetime, *, zone: str, day: str, days: Collection[int] = (0,), lookup: str = "in"
) -> Q:
    """The condition that the date in column `day` is today, or so many days from it, where the
    row is. zone: the lookup that leads to its zone ("group__sentra__time_zone").
    lookup: "in", or "lt" and "lte" with one number.
    """
    found = Q()
    for place in TimeZone.values:
        wanted: Any = [local_day(now, place) + dt.timedelta(days=each) for each in days]
        found |= Q(**{zone: place, f"{day}__{lookup}": wanted if lookup == "in" else wanted[0]})
    return found
