"""Whom the programme serves. Pure.

An established juragan or art shop may host, buy and train, and never receives what is meant
for crafters. An established crafter may stay a member, but what is shared out goes to the
weaker strata first; who has no stratum yet is not turned away for it.
"""

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
