"""What a report says of equity and harm: who was reached, and whether the gap grows while we help.

Source: mentoring.md 1.1 and 1.8, and the line of the programme on equity and harm in every report.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentoring.incubation.evaluations.charts import Moment, gap_chart
from mentoring.incubation.evaluations.report_parts import Section, as_float, shown, words_of_hidden
from mentoring.incubation.evaluations.small_cells import Hidden
from mentoring.incubation.evaluations.words import Words

ORDER = ("baseline", "midline", "endline")


def equity_sections(figures: Mapping[str, Any], words: Words) -> Iterator[Section]:
    """Skill beside strength, the gap, who was reached, by stratum and by index."""
    yield from _skill_and_strength(figures)
    yield from gap_section(figures)
    yield from _coverage(figures, words)
    yield from reach_section(figures)


def _skill_and_strength(figures: Mapping[str, Any]) -> Iterator[Section]:
    harm = figures.get("harm", {})
    strength = harm.get("strength") or figures.get("change", {}).get("total")
    if harm.get("skill") is None and strength is None:
        return
    warns = bool(harm.get("skill_without_strength"))
    told = _("The people gained, their group did not. Work on the group itself.")
    yield Section(
        heading=_("Skill of the people, strength of the group"),
        sentences=(told,) if warns else (),
        head=(_("Rise since the baseline"), _("Points")),
        rows=(
            (_("People: bargaining position, the middle one"), shown(harm.get("skill"))),
            (_("Group: total"), shown(strength)),
        ),
        is_warning=warns,
    )


def _coverage(figures: Mapping[str, Any], words: Words) -> Iterator[Section]:
    coverage, day = figures.get("coverage", {}), figures.get("coverage_on")
    if coverage:
        counted = (
            _("Counted on %(day)s.") % {"day": date_format(date.fromisoformat(day))} if day else ""
        )
        yield Section(
            heading=_("Who is accompanied, by stratum"),
            sentences=(counted,) if counted else (),
            head=(_("Stratum"), _("Known"), _("Accompanied"), _("Of 100")),
            rows=tuple(
                (words.part("by_stratum", stratum), *_covered_cells(one))
                for stratum, one in coverage.items()
            ),
        )


def _covered_cells(one: Mapping[str, Any]) -> tuple[str, str, str]:
    if "hidden" in one:
        return (words_of_hidden(one["hidden"]), "–", "–")
    if one.get("few_accompanied"):
        return (one["known"], words_of_hidden(Hidden.SMALL), "–")
    return (one["known"], one["accompanied"], shown(one.get("share")))


def _gap_cells(one: Mapping[str, Any]) -> tuple[str, str, str]:
    if "hidden" in one:
        return (words_of_hidden(one["hidden"]), "–", "–")
    return (shown(one.get("gap")), one["strong"], one["weak"])


def gap_section(figures: Mapping[str, Any]) -> Iterator[Section]:
    gap = figures.get("harm", {}).get("gap", {})
    rounds = gap.get("rounds", {})
    if not rounds:
        return
    kinds = [kind for kind in ORDER if kind in rounds]
    visits = figures.get("visits", {})
    moments, since = [], ""
    for kind in kinds:
        on = rounds[kind]["on"]
        between = sum(int(count) for month, count in visits.items() if since < month <= on[:7])
        moments.append(Moment(on[:7], as_float(rounds[kind].get("gap")), between))
        since = on[:7]
    title = _("Gap between strong and weak")
    widens = gap.get("widens")
    yield Section(
        heading=title,
        sentences=(_("The gap grew while we helped. Turn the work to the weakest."),)
        if widens
        else (),
        chart=gap_chart(moments, title=title, visits=_("visits")),
        head=(_("Day"), _("Gap"), _("Strong"), _("Weak"), _("Visits since")),
        rows=tuple(
            (
                rounds[kind]["on"],
                *_gap_cells(rounds[kind]),
                str(moment.visits),
            )
            for kind, moment in zip(kinds, moments, strict=True)
        ),
        is_warning=bool(widens),
    )


def reach_section(figures: Mapping[str, Any]) -> Iterator[Section]:
    equity = figures.get("equity", {})
    labels = (
        ("n", _("Crafters of the craft centre")),
        ("centres", _("Craft centres with ten crafters or more")),
        ("favour_the_weak", _("of these, centres whose concentration is 0 or less")),
        ("index", _("Concentration index (below 0 favours the weak)")),
        ("index_median", _("Concentration index, middle centre")),
        ("elite_share", _("Share of the established and juragan (%)")),
        ("elite_share_median", _("Share of the established and juragan, middle centre (%)")),
        ("weakest_to_strongest", _("Minutes per head, weakest fifth to strongest")),
        ("weakest_to_strongest_median", _("Minutes per head, weakest to strongest, middle centre")),
    )
    rows = tuple((label, shown(equity[key])) for key, label in labels if key in equity)
    if rows:
        yield Section(heading=_("Who was reached"), head=(_("Figure"), _("Value")), rows=rows)
