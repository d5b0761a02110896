"""How the households of one group changed so far: to be shown beside its class, never in it.

The paired change of every number of the household instrument, by sex and stratum, as it stands
today and not locked. Of fewer than five people nothing is told but that; below six pairs the
figures describe and nothing is concluded. Source: mentoring.md 1.4 and 2.
"""

from datetime import date

from mentoring.incubation.evaluations.facts import said_of_many
from mentoring.incubation.evaluations.figure_text import pruned
from mentoring.incubation.evaluations.group_figures import changes_of_numbers
from mentoring.incubation.evaluations.report import HOUSEHOLD, household_sections
from mentoring.incubation.evaluations.report_parts import Section
from mentoring.incubation.evaluations.words import Words
from mentoring.incubation.models import CycleEnrolment, Item
from mentoring.registry.models import Person


def households_of(enrolment: CycleEnrolment, until: date) -> Section | None:
    """The change of the households of `enrolment` (with its cycle's version) up to `until`;
    None where no household was asked at the baseline."""
    said = said_of_many([enrolment], until)[enrolment.pk]
    asked = said.asked.get(HOUSEHOLD)
    if asked is None:
        return None
    people = {
        person for kinds in asked.numbers.values() for one in kinds.values() for person in one
    }
    sexes = dict(Person.objects.filter(pk__in=people).values_list("pk", "sex"))
    numbers = changes_of_numbers(asked, said.last_kind, strata=said.strata, sexes=sexes)
    items = Item.objects.filter(dimension__version__instrument__code=HOUSEHOLD).order_by("pk")
    words = Words(
        version=enrolment.cycle.instrument_version,
        items={one.code: one.question for one in items},
    )
    figures = pruned({"persons": {HOUSEHOLD: {"numbers": numbers}}})
    return next(household_sections(figures, words), None)
