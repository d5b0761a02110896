"""Refusals on the way from diagnosis to formula and back to the lesson."""

from django.utils.translation import gettext_lazy as _

from mentoring.incubation.errors import IncubationError


class NotYoursToDiagnose(IncubationError):
    code = "not_yours_to_diagnose"
    message = _(
        "Only the facilitator of “%(group)s” writes its diagnosis and formula. Tell her or the "
        "coordinator what you saw."
    )


class ProblemsMissing(IncubationError):
    code = "problems_missing"
    message = _("A diagnosis names at least one problem. Write what holds the group back most.")


class ProblemInFormula(IncubationError):
    code = "problem_in_formula"
    message = _(
        "“%(problem)s” stands in a formula, so it cannot be taken out. Say instead why it is left "
        "for later."
    )


class DiagnosisMissing(IncubationError):
    code = "diagnosis_missing"
    message = _(
        "“%(group)s” has no diagnosis yet, so there is nothing a formula could answer. Write the "
        "diagnosis first."
    )


class FormulaNotDraft(IncubationError):
    code = "formula_not_draft"
    message = _(
        "The group has agreed to version %(number)d, so its lines no longer change. Start a new "
        "version."
    )


class FormulaReplaced(IncubationError):
    code = "formula_replaced"
    message = _(
        "Version %(number)d was replaced by a newer one. Open the newest version of the formula."
    )


class FormulaEmpty(IncubationError):
    code = "formula_empty"
    message = _("This formula has no line yet. Write what will be done before the group agrees.")


class FormulaNotAgreed(IncubationError):
    code = "formula_not_agreed"
    message = _("The group has not agreed to this formula yet. Let the group agree first.")


class LessonNotOffered(IncubationError):
    code = "lesson_not_offered"
    message = _("This lesson is not offered to the group now. Choose one of the list.")


class ActivityMissing(IncubationError):
    code = "activity_missing"
    message = _(
        "This line does not say yet what is done. Say it in a few words, or choose the kind "
        "“lesson” and a lesson."
    )


class DoseOutOfRange(IncubationError):
    code = "dose_out_of_range"
    message = _(
        "%(dose)d sessions is not possible. A line is done between %(least)d and %(most)d times."
    )


class AgreementEvidenceMissing(IncubationError):
    code = "agreement_evidence_missing"
    message = _(
        "Add the photo of the signed sheet or the recording of the group's yes. Without it nobody "
        "can show that the group agreed."
    )


class WhoWasThereMissing(IncubationError):
    code = "who_was_there_missing"
    message = _("Without names nobody knows later who agreed. Write who was there, and how many.")


class NotYoursToApprove(IncubationError):
    code = "not_yours_to_approve"
    message = _(
        "Only a coordinator of this place approves the formula of “%(group)s”. Tell her that it "
        "waits."
    )


class ApproverDrafted(IncubationError):
    code = "approver_drafted"
    message = _(
        "You drafted this formula, so you may not approve it. Ask another coordinator of this "
        "place."
    )


class LineOfAnotherGroup(IncubationError):
    code = "line_of_another_group"
    message = _(
        "This session was with “%(group)s”, and a chosen line belongs to another group. Choose "
        "lines of its own formula."
    )


class NotYoursToLink(IncubationError):
    code = "not_yours_to_link"
    message = _(
        "Only who led or recorded this session, or the facilitator of the group, says which lines "
        "of the formula it was about. Tell one of them."
    )
