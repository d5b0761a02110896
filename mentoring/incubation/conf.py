"""Settings of this room, each read when it is called."""

from django.conf import settings


def identity_number_days() -> int:
    """`MENTORING_IDENTITY_NUMBER_DAYS`: how long NIK and KK are kept after a cycle ended (730)."""
    return int(getattr(settings, "MENTORING_IDENTITY_NUMBER_DAYS", 730))


COMPUTE_EVALUATION_TASK = "mentoring.incubation.compute_evaluation"
PREPARE_AMENDMENT_TASK = "mentoring.incubation.prepare_amendment"
LOOK_AT_GATES_TASK = "mentoring.incubation.look_at_gates"
LOOK_AT_MOVED_TASK = "mentoring.incubation.look_at_moved"
MAKE_EVALUATION_PAPER_TASK = "mentoring.incubation.make_evaluation_paper"
TIDY_EVALUATION_PAPERS_TASK = "mentoring.incubation.tidy_evaluation_papers"
WAKE_EVALUATIONS_TASK = "mentoring.incubation.wake_evaluations"
KEEP_TAPERS_TASK = "mentoring.incubation.keep_tapers"
TAKE_IN_ANSWERS_TASK = "mentoring.incubation.take_in_answers"


def stale_evaluation_seconds() -> int:
    """`MENTORING_STALE_EVALUATION_SECONDS`: a computing worker that is silent for so long is
    taken for dead, and the evaluation is computed again (600)."""
    return int(getattr(settings, "MENTORING_STALE_EVALUATION_SECONDS", 600))


def agreement_days() -> int:
    """`MENTORING_AGREEMENT_DAYS`: how long after its cycle a group's signed yes is kept (730)."""
    return int(getattr(settings, "MENTORING_AGREEMENT_DAYS", 730))
