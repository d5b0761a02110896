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


class ConflictOfInterest(MentoringError):
    """facts: facilitator, group, kinds (in words; never who)."""

    code = "conflict_of_interest"
    message = _(
        "%(facilitator)s has ties to members of %(group)s: %(kinds)s. Whoever buys from members, "
        "lends to them or is their relative does not accompany them. Choose somebody else."
    )


class AskYourCoordinator(MentoringError):
    """No facts: which member told what about the facilitator is not for her to read."""

    code = "ask_your_coordinator"
    message = _(
        "This proposal cannot be accepted for now. Ask your coordinator: "
        "she sees the reason and says what happens next."
    )


class ReasonNeeded(MentoringError):
    """facts: concerns (their sentences, one after another)."""

    code = "reason_needed"
    message = _("%(concerns)s Write why you decide so all the same, or choose somebody else.")


class TrainingMissing(MentoringError):
    """facts: facilitator."""

    code = "training_missing"
    message = _(
        "No training of %(facilitator)s counts yet. Write the training down, "
        "or ask the programme manager for a waiver."
    )


class HandOverFirst(MentoringError):
    """facts: group, count (what is open)."""

    code = "hand_over_first"
    message = _(
        "%(count)d things are still open in %(group)s. Begin the handover: "
        "it lists them for whoever comes next."
    )


class OnlyTheLeavingWrites(MentoringError):
    """facts: group."""

    code = "only_the_leaving_writes"
    message = _(
        "Only who hands %(group)s over writes what the next facilitator should know. "
        "Tell it to her or to the coordinator."
    )


class OpenWorkLeft(MentoringError):
    """facts: group, count."""

    code = "open_work_left"
    message = _(
        "%(count)d things are still open in %(group)s. Write what the next facilitator "
        "should know about them."
    )


class SuspensionInThePast(MentoringError):
    """facts: day (today)."""

    code = "suspension_in_the_past"
    message = _("Days before %(day)s were accompanied and stay so. Choose that day or a later one.")


class AlreadyBegun(MentoringError):
    """facts: starts_on."""

    code = "already_begun"
    message = _("This assignment began on %(starts_on)s. Hand it over instead of taking it back.")


class LeaveOverlaps(MentoringError):
    """facts: facilitator, starts_on of the leave that stands."""

    code = "leave_overlaps"
    message = _(
        "%(facilitator)s is already on leave from %(starts_on)s. "
        "Choose other days, or change that leave."
    )


class TrainingAhead(MentoringError):
    """facts: completed_on."""

    code = "training_ahead"
    message = _("%(completed_on)s has not come yet. Write a training down once it is finished.")


class OnlyManagersWaive(MentoringError):
    """facts: facilitator."""

    code = "only_managers_waive"
    message = _(
        "Only a programme manager of the place where %(facilitator)s lives waives a training. "
        "Ask her or him."
    )


class WaivedForOneself(MentoringError):
    code = "waived_for_oneself"
    message = _("Nobody waives her own training. Ask another programme manager.")


class WaiverTooLong(MentoringError):
    """facts: days (the longest)."""

    code = "waiver_too_long"
    message = _("A waiver lasts at most %(days)d days. Choose an earlier last day.")


class NotResponsibleForFacilitator(MentoringError):
    """facts: facilitator."""

    code = "not_responsible_for_facilitator"
    message = _(
        "You do not coordinate the place where %(facilitator)s lives. "
        "Ask the coordinator of that place."
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
