"""Why a merge, or its undoing, is refused."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class AlreadyDecided(MentoringError):
    """facts: case."""

    code = "already_decided"
    message = _(
        "Somebody has decided about %(case)s in the meantime. "
        "Open the page again and look at what was decided."
    )


class NotOfThisPair(MentoringError):
    """facts: person, case."""

    code = "not_of_this_pair"
    message = _(
        "%(person)s is not one of %(case)s. Choose one of the two records that you compared."
    )


class RecordIsGone(MentoringError):
    """Merged elsewhere or erased. facts: person."""

    code = "record_is_gone"
    message = _(
        "%(person)s was merged or erased in the meantime, so nothing was changed. "
        "Look for the record that goes on and compare that one."
    )


class AlreadyUndone(MentoringError):
    """facts: merge."""

    code = "already_undone"
    message = _("The merge of %(merge)s is undone already. Nothing more needs to be done.")


class UndoOtherMergeFirst(MentoringError):
    """facts: person (the record that was kept), into."""

    code = "undo_other_merge_first"
    message = _(
        "%(person)s was itself merged into %(into)s later. Undo that merge first, then this one."
    )


class ScanIsRunning(MentoringError):
    """facts: none."""

    code = "scan_is_running"
    message = _("The records are being searched already. Wait until that is done.")


class NothingToUndo(MentoringError):
    """No facts."""

    code = "nothing_to_undo"
    message = _(
        "These two records were never merged. Decide about them, or leave them as they are."
    )
