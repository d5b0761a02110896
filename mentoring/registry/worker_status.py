"""How somebody stands in the trade, from a few yes-or-no questions.

Pure. Source: ILO Convention 177 (works at home, for pay, on a product somebody else specifies,
whoever brings the tools); who buys the material and who may sell tells homeworkers from those
who work for themselves. One person may hold two. Nobody is named an exploiter: who buys or
hires is a buyer or employer, no more.
"""

from collections.abc import Mapping
from enum import StrEnum

WORKS_FOR_HERSELF = "MANDIRI"
HOMEWORKER = "PEKERJA_RUMAHAN"
WAGE_WORKER = "BURUH"
FAMILY_WORKER = "PEKERJA_KELUARGA"
BUYS_OR_HIRES = "JURAGAN"


class Question(StrEnum):
    """What is asked, in this order, as far as the answers before need it."""

    BUYS_OR_HIRES = "buys_or_hires"
    UNPAID_FOR_FAMILY = "unpaid_for_family"
    WORKS_AT_HOME = "works_at_home"
    PRODUCT_SPECIFIED = "product_specified"
    MATERIAL_SUPPLIED = "material_supplied"
    MAY_SELL_TO_OTHERS = "may_sell_to_others"
    PAID_PER_PIECE = "paid_per_piece"


Answers = Mapping[Question, bool]


def next_question(answers: Answers) -> Question | None:
    """The question that is still needed, in the order above; None when the work is known."""
    return next((each for each in Question if _is_needed(each, answers)), None)


def worker_statuses(answers: Answers) -> list[str]:
    """Codes of WorkerStatus, in the order of the questions. Empty when nothing is answered."""
    found = []
    if answers.get(Question.BUYS_OR_HIRES):
        found.append(BUYS_OR_HIRES)
    if answers.get(Question.UNPAID_FOR_FAMILY):
        found.append(FAMILY_WORKER)
        return found
    if Question.PRODUCT_SPECIFIED in answers:
        found.extend(_of_her_own_hands(answers))
    return found


def _of_her_own_hands(answers: Answers) -> list[str]:
    if not answers[Question.PRODUCT_SPECIFIED]:
        return [WORKS_FOR_HERSELF]
    if not answers.get(Question.WORKS_AT_HOME):
        return [WAGE_WORKER]
    is_bound = (
        answers.get(Question.MATERIAL_SUPPLIED)
        or answers.get(Question.PAID_PER_PIECE)
        or not answers.get(Question.MAY_SELL_TO_OTHERS)
    )
    # Who makes orders at home and also sells what she likes does two kinds of work.
    if is_bound and answers.get(Question.MAY_SELL_TO_OTHERS):
        return [HOMEWORKER, WORKS_FOR_HERSELF]
    return [HOMEWORKER] if is_bound else [WORKS_FOR_HERSELF]


def _is_needed(question: Question, answers: Answers) -> bool:
    if question in answers:
        return False
    if question in (Question.BUYS_OR_HIRES, Question.UNPAID_FOR_FAMILY):
        return True
    if answers.get(Question.UNPAID_FOR_FAMILY):
        return False
    if question in (Question.WORKS_AT_HOME, Question.PRODUCT_SPECIFIED):
        return True
    # The rest tells homeworkers from those who work for themselves.
    return bool(answers.get(Question.WORKS_AT_HOME) and answers.get(Question.PRODUCT_SPECIFIED))
