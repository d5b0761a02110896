"""What an evaluation says in words, tables and charts: one content for page, PDF and workbook.

Read from the snapshot alone, so that what is printed is what was locked; only labels come
from the instruments. A part of fewer than five people says so instead of its figures.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.incubation.evaluations.charts import Line, profile_chart, slope_chart
from mentoring.incubation.evaluations.equity_sections import ORDER, equity_sections
from mentoring.incubation.evaluations.report_parts import (
    Report,
    Section,
    as_float,
    change_head,
    change_row,
    part_rows,
    shown,
    words_of_hidden,
)
from mentoring.incubation.evaluations.small_cells import FEWEST_SHOWN, Hidden, is_small
from mentoring.incubation.evaluations.words import Words, words_of
from mentoring.incubation.models import Evaluation

# Its paired change stands beside every class, never inside it.
HOUSEHOLD = "household"


def report_of(evaluation: Evaluation) -> Report:
    """The report of a computed evaluation, in the active language."""
    figures, words = evaluation.figures, words_of(evaluation)
    of_group = figures.get("scope") == "group"
    parts = _of_group(evaluation, words) if of_group else _of_cycle(figures, words)
    subject = figures.get("subject", {})
    facts = [
        (_("Cycle"), subject.get("cycle", "")),
        (_("Figures up to"), date_format(evaluation.until)),
        (_("Members"), subject.get("members", "0")),
        (_("State"), str(evaluation.get_state_display())),
    ]
    if not of_group:
        facts.append((_("Number of groups"), subject.get("groups", "0")))
    return Report(
        title=_("Evaluation: %(subject)s")
        % {"subject": subject.get("group") or subject.get("cycle", "")},
        facts=tuple(facts),
        sections=tuple(parts),
        digest=" ".join(evaluation.digest[at : at + 8] for at in range(0, 64, 8)).strip(),
        review=evaluation.review,
    )


def _of_group(evaluation: Evaluation, words: Words) -> Iterator[Section]:
    figures = evaluation.figures
    yield _strength(figures, words)
    yield from household_sections(figures, words)
    yield from _persons(figures, words)
    yield _verdicts(figures, words)
    yield from _dose(figures)
    yield _logs(figures, words, evaluation.gap_answers)
    yield from equity_sections(figures, words)


def _of_cycle(figures: Mapping[str, Any], words: Words) -> Iterator[Section]:
    yield from _strength_of_groups(figures, words)
    yield _counts(figures, words)
    yield from household_sections(figures, words)
    yield from _persons(figures, words)
    yield _verdicts(figures, words)
    yield from _dose(figures)
    yield from equity_sections(figures, words)
    yield _table_of_groups(figures, words)


def _strength(figures: Mapping[str, Any], words: Words) -> Section:
    """Each side of the group in its rounds, first and last on a slope."""
    rounds = figures.get("rounds", {})
    kinds = [kind for kind in ORDER if kind in rounds]
    codes = list(dict.fromkeys(code for kind in kinds for code in rounds[kind].get("points", {})))
    rows = [
        (words.dimension(code), *(shown(rounds[kind]["points"].get(code)) for kind in kinds))
        for code in codes
    ]
    rows.append((_("Total"), *(shown(rounds[kind].get("total")) for kind in kinds)))
    rows.append((_("Class"), *(words.group_class(rounds[kind].get("class")) for kind in kinds)))
    lines = []
    if len(kinds) > 1:
        first, last = rounds[kinds[0]]["points"], rounds[kinds[-1]]["points"]
        lines = [
            Line(words.dimension(code), as_float(first.get(code)), as_float(last.get(code)))
            for code in codes
        ]
    title = _("Strength of the group")
    return Section(
        heading=title,
        sentences=tuple(_panel(figures)),
        chart=slope_chart(
            lines, title=title, first=words.round(kinds[0]), last=words.round(kinds[-1])
        )
        if lines
        else None,
        head=(_("Side"), *(words.round(kind) for kind in kinds)),
        rows=tuple(rows),
    )


def _panel(figures: Mapping[str, Any]) -> Iterator[str]:
    subject = figures.get("subject", {})
    if subject.get("no_baseline"):
        yield _("There is no baseline, so no change can be told.")
    if subject.get("contaminated"):
        yield _("The baseline was taken after the mentoring began; read the change with care.")


def _strength_of_groups(figures: Mapping[str, Any], words: Words) -> Iterator[Section]:
    groups = figures.get("groups", {})
    if not groups:
        return
    yield Section(
        heading=_("Change of the groups"),
        sentences=(
            _("Only groups scored at the start and at the end are compared."),
            *_groups_outside(groups),
        ),
        head=change_head(_("Side")),
        rows=tuple(
            change_row(words.dimension(code), one["change"], of_people=False)
            for code, one in groups.items()
            if "change" in one
        ),
    )
    parts = groups.get("total", {})
    for name, heading in (("by_tenancy", _("In-wall and out-wall")), ("by_tier", _("By tier"))):
        if name in parts:
            yield Section(
                heading=heading,
                head=change_head(_("Number of groups")),
                rows=tuple(
                    change_row(words.part(name, part), one, of_people=False)
                    for part, one in parts[name].items()
                ),
            )


def _groups_outside(groups: Mapping[str, Any]) -> Iterator[str]:
    """How many groups have only one of the two scorings."""
    change = groups.get("total", {}).get("change", {})
    if joined := int(change.get("joined", 0)):
        yield ngettext(
            "%(count)d group has a final scoring without a baseline and is left out.",
            "%(count)d groups have a final scoring without a baseline and are left out.",
            joined,
        ) % {"count": joined}


def _people_outside(change: Mapping[str, Any]) -> Iterator[str]:
    """How many people were asked at the end only; of few it says no more than that."""
    joined = int(change.get("joined", 0))
    if is_small(joined):
        yield _(
            "Fewer than %(count)d people were asked without a baseline of their own and are left "
            "out."
        ) % {"count": FEWEST_SHOWN}
    elif joined:
        yield _("%(count)d people were asked without a baseline of their own and are left out.") % {
            "count": joined
        }


def household_sections(figures: Mapping[str, Any], words: Words) -> Iterator[Section]:
    """How households changed: beside the class, of which it is no part."""
    numbers = figures.get("persons", {}).get(HOUSEHOLD, {}).get("numbers", {})
    rows = []
    for item, one in numbers.items():
        if "change" in one:
            rows.append(change_row(words.item(item), one["change"]))
            rows += [(f"– {row[0]}", *row[1:]) for row in _rows_of_parts(one, words)]
    if rows:
        yield Section(
            heading=_("What changed in the households"),
            sentences=(_("This stands beside the class and is no part of it."),),
            head=change_head(_("Who")),
            rows=tuple(rows),
        )


def _persons(figures: Mapping[str, Any], words: Words) -> Iterator[Section]:
    for code, asked in figures.get("persons", {}).items():
        rows = []
        if "change" in asked:
            rows.append(change_row(_("Everybody"), asked["change"]))
        rows += _rows_of_parts(asked, words)
        if code != HOUSEHOLD:
            rows += [
                change_row(words.item(item), one["change"])
                for item, one in asked.get("numbers", {}).items()
                if "change" in one
            ]
        heading = words.instrument(code)
        if rows:
            yield Section(
                heading=heading,
                sentences=tuple(_people_outside(asked.get("change", {}))),
                head=change_head(_("Who")),
                rows=tuple(rows),
            )
        matched = int(asked.get("change", {}).get("matched", 0))
        yield from _profile(heading, asked.get("profile", {}), words, matched)


def _rows_of_parts(asked: Mapping[str, Any], words: Words) -> list[tuple[str, ...]]:
    return [
        row
        for name in ("by_stratum", "by_sex", "by_tenancy")
        for row in part_rows(name, asked.get(name, {}), words, asked.get("change", {}))
    ]


def _profile(
    heading: str, profile: Mapping[str, Any], words: Words, matched: int
) -> Iterator[Section]:
    if not profile or matched == 0 or is_small(matched):
        return
    kinds = [kind for kind in ORDER if any(kind in one for one in profile.values())]
    title = _("%(instrument)s: mean level of each question") % {"instrument": heading}
    lines = [
        Line(item, as_float(one.get(kinds[0])), as_float(one.get(kinds[-1])))
        for item, one in profile.items()
    ]
    yield Section(
        heading=title,
        chart=profile_chart(
            lines, title=title, first=words.round(kinds[0]), last=words.round(kinds[-1])
        ),
        head=(_("Question"), *(words.round(kind) for kind in kinds)),
        rows=tuple(
            (words.item(item), *(shown(one.get(kind)) for kind in kinds))
            for item, one in profile.items()
        ),
    )


def _verdicts(figures: Mapping[str, Any], words: Words) -> Section:
    persons = figures.get("persons_verdict", {})
    conditions = (
        ("median_reached", _("the middle person gained enough")),
        ("above_zero", _("the interval of the mean lies above zero")),
        ("weak_gained", _("half of the weakest two fifths gained enough")),
        ("tied_not_higher", _("no more is sold under an advance than before")),
    )
    return Section(
        heading=_("Was the rise in bargaining power significant?"),
        sentences=(_("The rule was fixed before the baseline. Graduation asks for both."),),
        is_words=True,
        head=(_("Verdict"), _("Answer")),
        rows=(
            *(
                [(_("The group"), words.answer(figures["group_verdict"].get("answer")))]
                if "group_verdict" in figures
                else []
            ),
            (_("Its people"), words.answer(persons.get("answer"))),
            *((label, _condition(persons, key, words)) for key, label in conditions),
        ),
    )


def _condition(persons: Mapping[str, Any], key: str, words: Words) -> str:
    if persons.get("hidden") or (key == "weak_gained" and persons.get("weak_hidden")):
        return words_of_hidden(Hidden.SMALL)
    return words.yes_or_no(persons.get(key))


def _dose(figures: Mapping[str, Any]) -> Iterator[Section]:
    """How much of what the formulas plan was done."""
    dose = figures.get("dose", {})
    labels = (
        ("planned", _("Sessions the formula plans")),
        ("done", _("of these, held")),
        ("share", _("Dose (%)")),
        ("adherence", _("Visits about the formula (%)")),
    )
    rows = tuple((label, shown(dose[key])) for key, label in labels if key in dose)
    if rows:
        yield Section(
            heading=_("What was done of the formula"), head=(_("Figure"), _("Value")), rows=rows
        )


def _logs(
    figures: Mapping[str, Any], words: Words, answers: Sequence[Mapping[str, str]]
) -> Section:
    """The sides of the group by its logs beside the raters, with what the review answered."""
    told = {one["dimension"]: one["answer"] for one in answers}
    logs = figures.get("logs", {})
    gaps = logs.get("gaps", {})
    latest = next(
        (figures["rounds"][kind] for kind in reversed(ORDER) if kind in figures.get("rounds", {})),
        {},
    )
    rows = [
        (
            words.dimension(code),
            shown(one.get("points")),
            shown(latest.get("points", {}).get(code)),
            told.get(code) or (_("answer in the review") if code in gaps else ""),
        )
        for code, one in logs.get("indices", {}).items()
    ]
    sentences = []
    if "dependence" in logs:
        sentences.append(
            _("The facilitator was at %(share)s %% of the meetings; %(planned)s %% were planned.")
            % {"share": shown(logs["dependence"]), "planned": shown(logs.get("planned"))}
        )
    harm = figures.get("harm", {})
    if harm.get("leans_on_facilitator"):
        sentences.append(_("The group leans on its facilitator long after month 18."))
    return Section(
        heading=_("What the logs say"),
        sentences=tuple(sentences),
        head=(_("Side"), _("By the logs"), _("By the raters"), _("Note")),
        rows=tuple(rows),
        is_warning=bool(gaps or harm.get("leans_on_facilitator")),
    )


def _counts(figures: Mapping[str, Any], words: Words) -> Section:
    rows = [
        (words.count(name), words.counted(name, code), count)
        for name, counts in figures.get("counts", {}).items()
        for code, count in counts.items()
    ]
    return Section(
        heading=_("How many groups stand where"),
        head=(_("What"), _("Which"), _("Number of groups")),
        rows=tuple(rows),
    )


def _table_of_groups(figures: Mapping[str, Any], words: Words) -> Section:
    return Section(
        heading=_("All groups"),
        head=(_("Group"), _("Craft centre"), _("Before"), _("After"), _("Change"),
              _("Class"), _("The group"), _("Its people"), _("Dose (%)"), _("Lowest by logs")),
        rows=tuple(
            (
                row["group"],
                row["centre"],
                shown(row.get("before")),
                shown(row.get("after")),
                shown(row.get("change")),
                words.group_class(row.get("class_after") or row.get("class_before")),
                words.answer(row.get("group_verdict")),
                words.answer(row.get("persons_verdict")),
                shown(row.get("dose")),
                shown(row.get("lowest_by_logs")),
            )
            for row in figures.get("rows", {}).values()
        ),
    )  # fmt: skip
