"""Whom the programme serves. Pure.

An established juragan or art shop may host, buy and train, and never receives what is meant
for crafters. An established crafter may stay a member, but what is shared out goes to the
weaker strata first; who has no stratum yet is not turned away for it.
"""

from datetime import date, timedelta
from enum import StrEnum

from mentoring.registry.models.strata import Stratum


class Part(StrEnum):
    """What somebody may be in the programme."""

    BENEFICIARY = "beneficiary"
    HOST = "host"
    BUYER = "buyer"
    TRAINER = "trainer"


_OF_A_JURAGAN = frozenset({Part.HOST, Part.BUYER, Part.TRAINER})


def parts_open_to(stratum: str) -> frozenset[Part]:
    return _OF_A_JURAGAN if stratum == Stratum.JURAGAN else frozenset(Part)


def may_benefit(stratum: str) -> bool:
    """Whether somebody of `stratum` ("" not assessed) may become member or participant."""
    return Part.BENEFICIARY in parts_open_to(stratum)


def judged_days(starts_on: date, ends_on: date | None, today: date) -> set[date]:
    """The days on which somebody must be no juragan to belong from `starts_on` on.

    The first day, and the last one that has come: without it, whoever became a juragan would
    join all the same by a first day that was written back. A time that ended before she
    became one stays hers. ends_on: the first day no longer included, None while it goes on.
    """
    latest = today if ends_on is None else min(today, ends_on - timedelta(days=1))
    return {starts_on, max(starts_on, latest)}
