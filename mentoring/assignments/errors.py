"""Why an assignment is refused: one class per reason."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class AlreadyFacilitator(MentoringError):
    """facts: user."""

    code = "already_facilitator"
    message = _("%(user)s is already registered as a facilitator. Choose that name in the list.")


class NoMandateForGroup(MentoringError):
    """facts: user, group, place."""

    code = "no_mandate_for_group"
    message = _(
        "%(user)s holds no mandate for %(place)s, where %(group)s is. "
        "Ask the coordinator of that place, or ask an administrator for a mandate."
    )


class ProposedToOneself(MentoringError):
    """facts: group."""

    code = "proposed_to_oneself"
    message = _(
        "Nobody assigns herself to a group. "
        "Ask another coordinator or the programme manager to propose you for %(group)s."
    )


class FacilitatorInactive(MentoringError):
    """facts: facilitator."""

    code = "facilitator_inactive"
    message = _(
        "The account of %(facilitator)s is switched off. "
        "Choose another facilitator, or ask an administrator to switch the account on."
    )


class AlreadyProposed(MentoringError):
    """facts: facilitator, group."""

    code = "already_proposed"
    message = _(
        "%(facilitator)s has not yet answered an earlier proposal for %(group)s. "
        "Wait for the answer, or withdraw that proposal first."
    )


class AlreadyAssigned(MentoringError):
    """facts: facilitator, group, starts_on and last_day of the assignment that stands."""

    code = "already_assigned"
    message = _(
        "%(facilitator)s already accompanies %(group)s from %(starts_on)s until %(last_day)s. "
        "Choose days outside that time."
    )


class OpenlyAssigned(AlreadyAssigned):
    """The assignment that stands has no end. facts: facilitator, group, starts_on."""

    code = "openly_assigned"
    message = _(
        "%(facilitator)s has accompanied %(group)s since %(starts_on)s. "
        "End that assignment first, or choose earlier days."
    )


class LeadOverlaps(MentoringError):
    """facts: facilitator (the lead that stands), group, its starts_on and last_day."""

    code = "lead_overlaps"
    message = _(
        "%(facilitator)s leads %(group)s from %(starts_on)s until %(last_day)s. "
        "A group has one lead at a time: choose days outside that time."
    )


class OpenLeadOverlaps(LeadOverlaps):
    """The lead that stands has no end. facts: facilitator, group, starts_on."""

    code = "open_lead_overlaps"
    message = _(
        "%(facilitator)s has led %(group)s since %(starts_on)s. "
        "A group has one lead at a time: end that assignment first."
    )


class NotYourProposal(MentoringError):
    """facts: facilitator."""

    code = "not_your_proposal"
    message = _("Only %(facilitator)s can answer this proposal. Ask her or him to sign in.")


class NotPossibleInState(MentoringError):
    """The state machine has no such step. facts: state (label)."""

    code = "not_possible_in_state"
    message = _(
        "This assignment is already %(state)s, so this step is no longer possible. "
        "Load the page again to see how it stands."
    )


class NothingSaid(MentoringError):
    code = "nothing_said"
    message = _("Write something, or record your voice. Then send it.")


class NotInThisGroup(MentoringError):
    code = "not_in_this_group"
    message = _("You are no member of %(group)s now. Ask your facilitator to write you down.")


class TooManyQuestions(MentoringError):
    code = "too_many_questions"
    message = _(
        "You have asked %(count)d times today. Ask again tomorrow, or call your facilitator."
    )


class QuestionAnswered(MentoringError):
    code = "question_answered"
    message = _("This question has an answer already. Open it to read it.")


class QuestionTakenBack(MentoringError):
    code = "question_taken_back"
    message = _("Whoever asked this has taken it back. It needs no answer.")
