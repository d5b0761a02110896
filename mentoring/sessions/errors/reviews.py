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


class CorrectionDecided(MentoringError):
    code = "correction_decided"
    message = _("Somebody decided this already: %(state)s.")


class SessionChangedSince(MentoringError):
    code = "session_changed_since"
    message = _(
        "The session says something else by now: somebody changed it since this was found. Keep "
        "what the office has; whoever recorded it can send her change again."
    )


class CorrectionNotYours(MentoringError):
    code = "correction_not_yours"
    message = _(
        "These figures are locked. Whoever answers for the programme decides about it, under "
        "corrections."
    )


class DecisionImpossible(MentoringError):
    code = "decision_impossible"
    message = _("This cannot be carried out: %(why)s")
