"""Who assesses whose practice, and where: asked of whoever knows.

The hook `register_assessed_occasions` answers with an `AssessedOccasions`. Without an answer
nobody assesses. Only those who teach somebody say what her hands have shown.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from wagtail import hooks


class AssessedOccasion(Protocol):
    """A training. key: opaque and lasting. ends_on: the first day no longer included.

    unit_codes: what is assessed there. is_closed: its results are final.
    """

    key: str
    label: str
    starts_on: date
    ends_on: date
    is_closed: bool
    unit_codes: Sequence[str]


class Candidate(Protocol):
    """Somebody who takes part; `group` is a name."""

    user_id: int
    name: str
    group: str


class AssessedOccasions(Protocol):
    """Every method in one query, for any number of rows.

    A past training is named as long as its instructors may still read its results.
    """

    def taught_by(self, user: Any) -> Sequence[AssessedOccasion]:
        """The trainings in which `user` assesses people, the latest first."""

    def find(self, user: Any, key: str) -> AssessedOccasion | None:
        """That training, if `user` assesses there; else None."""

    def candidates(self, key: str) -> Sequence[Candidate]:
        """Who takes part in it, in the order of the list."""


def occasions_taught_by(user: Any) -> list[AssessedOccasion]:
    return [occasion for source in _sources() for occasion in source.taught_by(user)]


def occasion_with_candidates(
    user: Any, key: str
) -> tuple[AssessedOccasion, list[Candidate]] | None:
    """The training `key` with its people; None unless `user` assesses there.

    Nobody assesses herself, so a `user` who takes part is not among them.
    """
    for source in _sources():
        found = source.find(user, key)
        if found is not None:
            return found, [each for each in source.candidates(key) if each.user_id != user.pk]
    return None


def _sources() -> list[AssessedOccasions]:
    return [ask() for ask in hooks.get_hooks("register_assessed_occasions")]
