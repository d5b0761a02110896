"""Every refusal of this room: what, why, and what next."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class IncubationError(MentoringError):
    """The base of this room's refusals."""

    code = "incubation_error"


class InstrumentVersionInUse(IncubationError):
    code = "instrument_version_in_use"
    message = _(
        "Version %(number)d of “%(instrument)s” was already used in a round, so it no longer "
        "changes. Give the new wording a higher version number."
    )


class InstrumentIncomplete(IncubationError):
    code = "instrument_incomplete"
    message = _("The instrument cannot be used yet. Mend this first: %(problems)s")


class InstrumentIsPublished(IncubationError):
    code = "instrument_is_published"
    message = _(
        "“%(instrument)s” is published and no longer changes. Begin a new version and change that."
    )


class NotYoursToAuthor(IncubationError):
    code = "not_yours_to_author"
    message = _("Only programme managers write instruments. Ask one of them.")


class NoXLSForm(IncubationError):
    code = "no_xlsform"
    message = _(
        "This file cannot be read as an XLSForm: %(why)s. Open it in a spreadsheet, mend it, "
        "and send it again."
    )


class XLSFormLibraryMissing(IncubationError):
    code = "xlsform_library_missing"
    message = _(
        "XLSForm files need a library that this site does not have. Ask the operator to "
        "install the extra “xlsform” of Pendamping."
    )


class NotYoursToOpen(IncubationError):
    code = "not_yours_to_open"
    message = _(
        "Only a programme manager of %(place)s opens or changes its cycles. Ask for a mandate "
        "for this place first."
    )


class CycleNameTaken(IncubationError):
    code = "cycle_name_taken"
    message = _("There is already a cycle called “%(name)s”. Add the year or the place.")


class NotYoursToPropose(IncubationError):
    code = "not_yours_to_propose"
    message = _(
        "Only a coordinator of this place may propose “%(group)s” for a cycle. Ask the "
        "programme manager for a mandate."
    )


class GroupAlreadyInCycle(IncubationError):
    code = "group_already_in_cycle"
    message = _(
        "“%(group)s” already takes part in “%(cycle)s”. A group is in one open cycle; wait "
        "until that one ends."
    )


class CycleNotRunning(IncubationError):
    code = "cycle_not_running"
    message = _(
        "“%(cycle)s” takes no groups on %(day)s. Choose another day, or a cycle that runs then."
    )


class GroupOutsideCycle(IncubationError):
    code = "group_outside_cycle"
    message = _(
        "“%(cycle)s” is for %(place)s, and “%(group)s” lies outside it. Choose a cycle of "
        "the group's own place."
    )


class EnrolmentEnded(IncubationError):
    code = "enrolment_ended"
    message = _("“%(group)s” has ended its cycle. Propose it for a new cycle first.")


class DayInFuture(IncubationError):
    code = "day_in_future"
    message = _("%(day)s has not come yet. Write the day it really happened.")


class DayBeforeEnrolment(IncubationError):
    code = "day_before_enrolment"
    message = _(
        "The group entered its cycle on %(starts_on)s, so nothing can be recorded for "
        "%(day)s. Write a later day."
    )


class DayBeforeStage(IncubationError):
    code = "day_before_stage"
    message = _(
        "The group came to this stage on %(starts_on)s, so it cannot leave it on %(day)s. "
        "Write a later day."
    )


class NotYoursToRate(IncubationError):
    code = "not_yours_to_rate"
    message = _(
        "Only the facilitator assigned on %(day)s, or an evaluator of this place, may score "
        "“%(group)s”. Check the day, or ask the coordinator."
    )


class BaselineIsForFacilitator(IncubationError):
    code = "baseline_is_for_facilitator"
    message = _(
        "The baseline of “%(group)s” is recorded by the facilitator assigned on %(day)s. "
        "Check the day, or ask the coordinator for an assignment."
    )


class EndlineNeedsEvaluator(IncubationError):
    code = "endline_needs_evaluator"
    message = _(
        "The final scoring of “%(group)s” decides about graduation, so only an evaluator of "
        "this place may record it. Ask the programme manager to send one."
    )


class RaterAccompaniesGroup(IncubationError):
    code = "rater_accompanies_group"
    message = _(
        "You accompany or accompanied “%(group)s” in this cycle, so somebody else must record "
        "its final scoring. Ask the programme manager to send an evaluator."
    )


class UnknownItem(IncubationError):
    code = "unknown_item"
    message = _("“%(item)s” is not part of this instrument. Open the form again.")


class LevelOutOfRange(IncubationError):
    code = "level_out_of_range"
    message = _("%(level)s is not a level of %(item)s. Choose a level from 0 to 4.")


class AnswerOfOtherKind(IncubationError):
    code = "answer_of_other_kind"
    message = _("%(item)s is answered with %(kind)s. Open the form again and answer it so.")


class NumberOutOfRange(IncubationError):
    code = "number_out_of_range"
    message = _("%(number)s does not fit %(item)s. Write a number in this range: %(range)s.")


class UnknownChoice(IncubationError):
    code = "unknown_choice"
    message = _("“%(choice)s” is not a choice of %(item)s. Open the form again and choose anew.")


class EvidenceMissing(IncubationError):
    code = "evidence_missing"
    message = _(
        "It does not say yet what shows the answer to %(items)s. Write what you looked at, or "
        "add a photo, for each of them."
    )


class InstrumentNotOfCycle(IncubationError):
    code = "instrument_not_of_cycle"
    message = _(
        "“%(instrument)s” is not asked in this cycle. A programme manager adds it to the cycle "
        "first."
    )


class InstrumentNotPublished(IncubationError):
    code = "instrument_not_published"
    message = _("“%(instrument)s” is still a draft. Publish it before you ask it.")


class PersonMissing(IncubationError):
    code = "person_missing"
    message = _("“%(instrument)s” asks one person. Choose which member you ask.")


class InstrumentIsOfGroups(IncubationError):
    code = "instrument_is_of_groups"
    message = _("“%(instrument)s” asks the group as a whole. Leave the member empty.")


class NotAMember(IncubationError):
    code = "not_a_member"
    message = _(
        "%(person)s was no member of “%(group)s” on %(day)s. Check the day, or choose a member."
    )


class ConsentMissing(IncubationError):
    code = "consent_missing"
    message = _(
        "%(person)s has not agreed to being accompanied, or took it back, so nothing is asked "
        "or kept of her. Ask for her consent first, on her page."
    )


class NotTheRater(IncubationError):
    code = "not_the_rater"
    message = _("Only the person who began this scoring may fill it in. Begin your own.")


class RoundAlreadySubmitted(IncubationError):
    code = "round_already_submitted"
    message = _(
        "This scoring was submitted and no longer changes. If something was wrong, record "
        "a new scoring; the latest one counts."
    )


class RoundIsEmpty(IncubationError):
    code = "round_is_empty"
    message = _("Nothing is answered yet. Answer at least one question before you submit.")


class NoGateHere(IncubationError):
    code = "no_gate_here"
    message = _(
        "“%(group)s” is in the stage “%(stage)s”, which has no gate. A coordinator moves it on."
    )


class GateWaits(IncubationError):
    code = "gate_waits"
    message = _(
        "The stage “%(stage)s” ends with gate %(gate)s. A programme manager must decide it "
        "before “%(group)s” goes on."
    )


class NoStageAfter(IncubationError):
    code = "no_stage_after"
    message = _("“%(stage)s” is the last stage of this cycle; there is nothing after it.")


class NoStageBefore(IncubationError):
    code = "no_stage_before"
    message = _("“%(stage)s” is the first stage of this cycle. Choose another decision.")


class NotYoursToMove(IncubationError):
    code = "not_yours_to_move"
    message = _(
        "Only a coordinator of this place may move “%(group)s” to the next stage. Tell the "
        "coordinator."
    )


class NotYoursToDecide(IncubationError):
    code = "not_yours_to_decide"
    message = _(
        "Only a programme manager of this place may decide the gate of “%(group)s”. Ask for a "
        "mandate first."
    )


class DeciderRatedGroup(IncubationError):
    code = "decider_rated_group"
    message = _(
        "You scored “%(group)s” in this cycle, so you may not decide its gate. Ask another "
        "programme manager."
    )


class DeciderAccompaniesGroup(IncubationError):
    code = "decider_accompanies_group"
    message = _(
        "You accompany or accompanied “%(group)s” in this cycle, so you may not decide its "
        "gate. Ask another programme manager."
    )


class MemoMissing(IncubationError):
    code = "memo_missing"
    message = _("A decision needs a memo. Write in a few sentences why you decide so.")


class RequiredCriteriaNotMet(IncubationError):
    code = "required_criteria_not_met"
    message = _(
        "The gate cannot be passed: not met or not answered is %(criteria)s. Answer it, or "
        "choose another decision."
    )


class CriteriaNotMeasuredHere(IncubationError):
    code = "criteria_not_measured_here"
    message = _(
        "Not measured in “%(cycle)s”: %(criteria)s. After G0 the rules of a cycle no longer "
        "change. Bring in what is missing, or take the criterion out with a reason first."
    )


class CycleAlreadyUsed(IncubationError):
    code = "cycle_already_used"
    message = _(
        "A baseline of “%(cycle)s” is submitted, so its stages and criteria no longer change. "
        "Open a new cycle for new rules."
    )


class ExtendedTwice(IncubationError):
    code = "extended_twice"
    message = _(
        "“%(group)s” was already extended at gate %(gate)s on %(day)s. A gate is extended once: "
        "pass it, return the group one stage, or let it leave."
    )


class ExtensionTooLong(IncubationError):
    code = "extension_too_long"
    message = _(
        "A gate is extended by at most %(months)d months, so until %(latest)s. Choose a day "
        "after the decision and not later than that."
    )


class ExitReasonMissing(IncubationError):
    code = "exit_reason_missing"
    message = _("Say why the group leaves its cycle: choose one of the reasons.")


class GapNotAnswered(IncubationError):
    code = "gap_not_answered"
    message = _(
        "Logs and scoring differ by 20 points or more in %(dimensions)s. Answer each in a "
        "sentence before you decide."
    )


class RecordUnreadable(IncubationError):
    code = "record_unreadable"
    message = _(
        "Something in this sheet cannot be read: %(where)s. Open it on the phone, answer that "
        "question again, and send it anew."
    )


class SheetUnknown(IncubationError):
    code = "sheet_unknown"
    message = _(
        "The office does not know this group in a cycle, or this list of questions. Fetch the "
        "lists anew on the phone and begin the sheet again."
    )


class AnswerDoesNotFit(IncubationError):
    code = "answer_does_not_fit"
    message = _(
        "What was answered to %(item)s does not fit. Open the sheet and give an answer in this "
        "range: %(range)s."
    )


class RoundIsLocked(IncubationError):
    code = "round_is_locked"
    message = _(
        "A gate was already decided with this scoring, so it no longer changes. If something "
        "was wrong, record a new scoring and tell the coordinator."
    )


class SheetDiffers(IncubationError):
    code = "sheet_differs"
    message = _(
        "The office already has this sheet with other answers. Both are kept side by side "
        "until the coordinator decides which counts."
    )


class DecisionHasNoAnswers(IncubationError):
    code = "decision_has_no_answers"
    message = _(
        "What was chosen makes no sheet that could count: %(why)s Choose the side anew for "
        "each field, or keep what the office has."
    )
