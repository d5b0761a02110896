"""Is this lesson ready for readers? The facts gathered for the rules in `lesson_rules`."""

from dataclasses import dataclass
from typing import Any

from curriculum import conf
from curriculum.lesson_rules import Finding, findings_in
from curriculum.models.words import plain_words
from curriculum.weights import Weight, weighed_cards


@dataclass(frozen=True)
class LessonCheck:
    """What is to mend and what the lesson weighs; `budget` in bytes.

    `machine_voices`: numbers of the cards that a person is still to speak, from 1.
    """

    findings: tuple[Finding, ...]
    weight: Weight
    budget: int
    machine_voices: tuple[int, ...] = ()


def check_lesson(body: Any, *, language: str, budget_kb: int | None = None) -> LessonCheck:
    """The check of a lesson's StreamField value, saved or not.

    budget_kb: what the module allows each lesson; None takes the site's setting.
    """
    cards, weight = weighed_cards(body, language=language)
    budget = 1000 * (conf.lesson_budget_kb() if budget_kb is None else budget_kb)
    findings = findings_in(cards, weight=weight, budget=budget, words=plain_words(language))
    spoken = tuple(card.number for card in cards if card.voice and card.voice.is_machine)
    return LessonCheck(tuple(findings), weight, budget, spoken)


def check_page(lesson: Any, module: Any, *, body: Any = None) -> LessonCheck:
    """The check of `lesson`, a page with LessonMixin, as it would stand below `module`.

    body: what an editor has just written, else what the page holds.
    """
    return check_lesson(
        lesson.body if body is None else body,
        language=lesson.locale.language_code,
        # The editor knows the module as a plain page.
        budget_kb=getattr(getattr(module, "specific", None), "data_budget_kb", None),
    )
