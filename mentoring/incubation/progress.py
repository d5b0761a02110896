"""What a group's rounds say together: which round counts, and what changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from mentoring.incubation.bridging import judged_by
from mentoring.incubation.models import CycleEnrolment, InstrumentVersion, Round
from mentoring.incubation.parts import in_parts
from mentoring.incubation.scoring import Gain, gain


def counted_rounds(enrolment: CycleEnrolment) -> list[Round]:
    """Submitted and locked rounds about the group as a whole with the instrument of its
    cycle, latest first, with scores and levels: five queries."""
    return rounds_of([enrolment.pk])[enrolment.pk]


def rounds_of(enrolments: Collection[UUID]) -> dict[UUID, list[Round]]:
    """The same for many, by enrolment; absent without a round. Five queries for 500 groups."""
    found: dict[UUID, list[Round]] = defaultdict(list)
    versions: dict[int, InstrumentVersion] = {}
    for some in in_parts(enrolments):
        rows = (
            Round.objects.of_groups()
            .filter(enrolment__in=some)
            .counted()
            .select_related("version", "rater", "score")
            .prefetch_related("score__dimension_scores__dimension", "responses__item")
        )
        for one in rows:
            # One object for all rounds of a version: its rules are read once, not for each group.
            one.version = versions.setdefault(one.version_id, one.version)
            found[one.enrolment_id].append(one)
    return found


def counted(rounds: Iterable[Round], kind: str) -> Round | None:
    """The round of `kind` that counts: the latest, of starting points the latest before one was
    locked. `rounds` come latest first."""
    return next((one for one in rounds if one.kind == kind and not one.is_beside), None)


def rise(before: Round | None, after: Round | None) -> Gain | None:
    """The gain from `before` to `after` by the rule of the later version.

    A version that changed in between is compared on the items both ask alike. None without
    two rounds, without such items, or where the version has no such rule.
    """
    if before is None or after is None:
        return None
    # Kept on the version that the rounds of all groups share: see `rounds_of`.
    kept = after.version.__dict__.setdefault("_judged_with", {})
    if before.version_id not in kept:
        kept[before.version_id] = judged_by(before.version, after.version)
    terms = kept[before.version_id]
    if terms is None:
        return None
    return gain(before.levels(), after.levels(), rules=terms[0], rule=terms[1])
