"""What a decider reads of equity and harm beside the criteria, kept with the decision.

Source: mentoring.md 1.1, 1.8 and the issue's line on equity and harm in every gate memo.
"""

from datetime import date
from typing import Any

from django.db.models import Sum

from mentoring.incubation.evaluations.facts import said_of_many
from mentoring.incubation.evaluations.group_figures import told_gain, verdict_of_persons
from mentoring.incubation.evaluations.small_cells import hidden_parts, is_small
from mentoring.incubation.harm import alarms
from mentoring.incubation.models import CycleEnrolment
from mentoring.incubation.polarisation import skill_without_strength
from mentoring.registry.models import EquityMonth, ReachAggregate, Sentra, Stratum


def memo_figures(enrolment: CycleEnrolment, on: date) -> dict[str, Any]:
    """Plain values that can be kept as JSON; what is not known is None, never 0.

    coverage: one {"stratum", "listed", "accompanied"} for each stratum, the weakest first;
    None for both or the second where it would tell of fewer than five people.
    index: concentration of minutes; elite_share: 0 to 1; weakest_to_strongest: Q1:Q5.
    members_gain, group_gain: points since the baseline; skill_without_strength: whether the
    first rose and the second did not. alarms: sentences about the group and its centre.
    """
    sentra = enrolment.group.sentra
    said = said_of_many([enrolment], on)[enrolment.pk]
    skill, strength = told_gain(verdict_of_persons(said)), said.risen
    return {
        "coverage": _coverage(sentra),
        **_evenness(sentra, on),
        "members_gain": skill,
        "group_gain": strength,
        "skill_without_strength": skill_without_strength(skill, strength),
        "alarms": [
            {"harm": one.harm.value, "told": one.told} for one in alarms([enrolment.group], on)
        ],
    }


def _coverage(sentra: Sentra) -> list[dict[str, Any]]:
    rows = ReachAggregate.objects.filter(sentra=sentra).order_by().values("stratum")
    sums = {
        row["stratum"]: row for row in rows.annotate(known=Sum("listed"), served=Sum("accompanied"))
    }
    sizes = {one: row["known"] for one, row in sums.items()}
    hidden = hidden_parts(sizes, sum(sizes.values()))
    return [
        {
            "stratum": one,
            "listed": None if one in hidden else sums[one]["known"],
            "accompanied": None
            if one in hidden or is_small(sums[one]["served"])
            else sums[one]["served"],
        }
        for one in (*Stratum.values, "")
        if one in sums
    ]


def _evenness(sentra: Sentra, on: date) -> dict[str, Any]:
    month = EquityMonth.objects.filter(sentra=sentra, counted_on__lte=on).order_by("-month").first()
    if month is None:
        return dict.fromkeys(("n", "index", "elite_share", "weakest_to_strongest", "counted_on"))
    return {
        "n": month.n,
        "index": month.index,
        "elite_share": month.elite_share,
        "weakest_to_strongest": month.weakest_to_strongest,
        "counted_on": month.counted_on.isoformat(),
    }
