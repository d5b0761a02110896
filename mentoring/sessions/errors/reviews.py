"""Why a session cannot be reviewed or two of them decided so."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class PairDecided(MentoringError):
    code = "pair_decided"
    message = _("Somebody decided this already: %(state)s. Take that back first.")


class PairOpen(MentoringError):
    code = "pair_open"
    message = _("Nothing was decided here yet. There is nothing to take back.")


class CommentMissing(MentoringError):
    code = "comment_missing"
    message = _("Write what is to be corrected, so that the facilitator knows.")


class NotUnderReview(MentoringError):
    code = "not_under_review"
    message = _("Only a session that was held is reviewed. This one is: %(state)s.")


class ReviewerRecordedIt(MentoringError):
    code = "reviewer_recorded_it"
    message = _("You recorded this session yourself. Let another coordinator look at it.")


class NothingToCredit(MentoringError):
    code = "nothing_to_credit"
    message = _("This session counts already.")


class BackCheckFinished(MentoringError):
    code = "back_check_finished"
    message = _("Somebody asked again already. Open it to read what was found.")


class BackCheckUnanswered(MentoringError):
    code = "back_check_unanswered"
    message = _("Say of each item whether it agrees.")


class CorrectionDecided(MentoringError):
    code = "correction_decided"
    message = _("Somebody decided this already: %(state)s.")
