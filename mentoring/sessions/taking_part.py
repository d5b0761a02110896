"""Who may take part in a training: one rule for every door.

Chosen from groups, found by name, typed in a grid, sent as a list or registered herself:
each is judged here, and nowhere else. Seats are another question (`services/participants.py`).
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mentoring.assignments.models import Assignment, AssignmentKind, Facilitator
from mentoring.errors import MentoringError
from mentoring.registry.errors import JuraganIsNoBeneficiary, PersonIsGone
from mentoring.registry.models import CrafterGroup, Membership, Person
from mentoring.registry.services.vulnerability import juragan_between
from mentoring.sessions.errors import (
    GroupsWithoutFacilitator,
    NotAFacilitator,
    NotMembersThatDay,
    OutsideTheAges,
)
from mentoring.sessions.models import TrainingRun

# Long lists are cut in sentences; the rest shows as soon as the first ones are solved.
_NAMED = 5


@dataclass(frozen=True)
class Entrant:
    """A person who is to take part, and the group she comes from.

    group: None for a facilitator, who is trained herself (pelatihan mantap).
    """

    person: Person
    group: CrafterGroup | None


def refusals_to_take_part(
    run: TrainingRun, entrants: Sequence[Entrant]
) -> list[MentoringError | None]:
    """Why each of `entrants` is refused, in their order; None where nothing stands against it.

    PersonIsGone, NotAFacilitator, NotMembersThatDay, GroupsWithoutFacilitator,
    JuraganIsNoBeneficiary, OutsideTheAges: all asked of the day the run starts. The same few
    questions for any number of people.
    """
    known = _Known(run, entrants)
    return [_refusal(run, one, known) for one in entrants]


def refuse_barred(run: TrainingRun, entrants: Sequence[Entrant]) -> None:
    """Raise the first reason that stands against one of `entrants`, naming all it stands
    against (or their groups). Raises what `refusals_to_take_part` returns.
    """
    refusals = [each for each in refusals_to_take_part(run, entrants) if each is not None]
    if not refusals:
        return
    kind = type(refusals[0])
    alike = [each for each in refusals if type(each) is kind]
    named = "groups" if kind is GroupsWithoutFacilitator else "names"
    if named not in refusals[0].facts:
        raise refusals[0]
    names = sorted({str(each.facts[named]) for each in alike})[:_NAMED]
    raise kind(**(refusals[0].facts | {named: ", ".join(names)}))


def accompanied_groups(groups: Collection[UUID], day: date) -> set[UUID]:
    """Those of `groups` that have a facilitator on `day`; one who only learns does not count."""
    return set(
        Assignment.objects.responsible_on(day)
        .filter(group__in=list(groups))
        .exclude(kind=AssignmentKind.TRAINEE)
        .values_list("group_id", flat=True)
    )


class _Known:
    """What the rule asks of the registers, read once for all entrants."""

    def __init__(self, run: TrainingRun, entrants: Collection[Entrant]) -> None:
        day, people = run.starts_on, [one.person.pk for one in entrants]
        self.memberships: dict[UUID, set[UUID]] = defaultdict(set)
        members = Membership.objects.on(day).filter(person__in=people)
        for person_id, group_id in members.values_list("person", "group"):
            self.memberships[person_id].add(group_id)
        groups = {one.group.pk for one in entrants if one.group}
        self.accompanied = accompanied_groups(groups, day)
        alone = [one.person.user_id for one in entrants if not one.group and one.person.user_id]
        self.facilitators = set(
            Facilitator.objects.filter(user__in=alone).values_list("user_id", flat=True)
            if alone
            else ()
        )
        self.juragan = juragan_between(people, day, run.ends_on)


def _refusal(run: TrainingRun, one: Entrant, known: _Known) -> MentoringError | None:
    day, name = run.starts_on, one.person.full_name
    if one.person.is_gone:
        return PersonIsGone(person=one.person)
    if one.group is None:
        if one.person.user_id not in known.facilitators:
            return NotAFacilitator(names=name)
    elif one.group.pk not in known.memberships[one.person.pk]:
        return NotMembersThatDay(day=day, names=name)
    elif one.group.pk not in known.accompanied:
        return GroupsWithoutFacilitator(day=day, groups=one.group.name)
    if one.person.pk in known.juragan:
        return JuraganIsNoBeneficiary(names=name)
    if one.group is not None and is_outside_the_ages(run, one.person):
        return OutsideTheAges(names=name, ages=run.ages)
    return None


def is_outside_the_ages(run: TrainingRun, person: Person) -> bool:
    """Whether `person` surely has another age than `run` takes on its first day.

    Who does not know her birthday gets the benefit of the doubt, and so does a guessed year.
    """
    year = person.year_of_birth()
    if year is None or person.is_birth_estimated:
        return False
    oldest_possible = run.starts_on.year - year
    youngest_possible = oldest_possible - 1
    if born := person.born_on:
        had_birthday = (run.starts_on.month, run.starts_on.day) >= (born.month, born.day)
        oldest_possible -= 0 if had_birthday else 1
        youngest_possible = oldest_possible
    is_too_young = run.youngest is not None and oldest_possible < run.youngest
    return is_too_young or (run.oldest is not None and youngest_possible > run.oldest)
