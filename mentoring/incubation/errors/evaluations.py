"""Every refusal about evaluations and amendments: what, why, and what next."""

from django.utils.translation import gettext_lazy as _

from mentoring.incubation.errors import IncubationError


class NotYoursToEvaluate(IncubationError):
    code = "not_yours_to_evaluate"
    message = _(
        "Only a coordinator, evaluator or programme manager of this place evaluates "
        "“%(subject)s”. Ask for a mandate first."
    )


class EvaluationUnderWay(IncubationError):
    code = "evaluation_under_way"
    message = _(
        "“%(subject)s” already has an evaluation whose figures are not locked. Go on with that "
        "one, or compute it anew."
    )


class NothingToEvaluate(IncubationError):
    code = "nothing_to_evaluate"
    message = _("No group was in “%(subject)s” on %(day)s. Choose a later day.")


class FiguresAreLocked(IncubationError):
    code = "figures_are_locked"
    message = _(
        "The figures were locked on %(day)s, so they no longer change by themselves. Ask for an "
        "amendment and say why."
    )


class FiguresNotReady(IncubationError):
    code = "figures_not_ready"
    message = _("The figures are still being computed. Open the page again in a few minutes.")


class ReviewMissing(IncubationError):
    code = "review_missing"
    message = _("A review needs words. Write in a few sentences what the figures say.")


class FiguresNotReviewed(IncubationError):
    code = "figures_not_reviewed"
    message = _("Nobody has reviewed these figures. Review them first, then lock them.")


class NotYoursToLock(IncubationError):
    code = "not_yours_to_lock"
    message = _(
        "Only an evaluator or programme manager of this place may lock the figures of "
        "“%(subject)s”. Ask one of them."
    )


class LockerRatedGroup(IncubationError):
    code = "locker_rated_group"
    message = _(
        "You scored or accompanied a group whose figures these are, so somebody else must lock "
        "them. Ask another evaluator or programme manager."
    )


class FiguresChangedUnseen(IncubationError):
    code = "figures_changed_unseen"
    message = _(
        "The figures are not those you looked at: they were computed anew meanwhile. Read them "
        "again, then lock them."
    )


class NotYoursToRequestAmendment(IncubationError):
    code = "not_yours_to_request_amendment"
    message = _(
        "Only those who accompany or answer for “%(subject)s” may ask for an amendment. Tell "
        "the coordinator what is wrong."
    )


class AmendmentReasonMissing(IncubationError):
    code = "amendment_reason_missing"
    message = _("An amendment needs a reason. Write what was wrong or came too late.")


class AmendmentWaits(IncubationError):
    code = "amendment_waits"
    message = _(
        "An amendment of “%(subject)s” already waits for a decision. It must be decided before "
        "you ask for another."
    )


class AmendmentNotWaiting(IncubationError):
    code = "amendment_not_waiting"
    message = _("This amendment does not wait for a decision. Open the evaluation again.")


class NotYoursToDecideAmendment(IncubationError):
    code = "not_yours_to_decide_amendment"
    message = _(
        "Before the lock a coordinator of this place decides amendments, after it only a "
        "programme manager, and never who asked for it. Ask one of them."
    )


class FiguresMovedSince(IncubationError):
    code = "figures_moved_since"
    message = _(
        "The figures changed after this amendment was asked for, so it no longer fits. Decline "
        "it and ask for a new one."
    )


class FiguresNotLocked(IncubationError):
    code = "figures_not_locked"
    message = _(
        "These figures are not locked yet, so a paper could soon say something else. Have them "
        "reviewed and locked first."
    )


class NotYoursToPrint(IncubationError):
    code = "not_yours_to_print"
    message = _(
        "Only those who may read this evaluation take it out as a file. Ask the coordinator of "
        "this place."
    )
