"""Refusals about findings, the proposed changes made of them, and versions of lessons."""

from django.utils.translation import gettext_lazy as _

from mentoring.incubation.errors import IncubationError


class NotYoursToFind(IncubationError):
    code = "not_yours_to_find"
    message = _(
        "Only the facilitator of “%(group)s” and those who answer for its place write down "
        "findings. Tell one of them what you saw."
    )


class FindingIncomplete(IncubationError):
    code = "finding_incomplete"
    message = _("Write both: what is wrong, and what you saw.")


class LessonUnknownHere(IncubationError):
    code = "lesson_unknown_here"
    message = _("This lesson was neither used with the group nor offered to it. Choose another.")


class FindingClosed(IncubationError):
    code = "finding_closed"
    message = _("This finding was closed on %(day)s. Write a new one if it is still so.")


class FindingResultMissing(IncubationError):
    code = "finding_result_missing"
    message = _(
        "A finding is closed with what came of it. Write that in a few words, then close it."
    )


class FindingAwaitsAnswer(IncubationError):
    code = "finding_awaits_answer"
    message = _(
        "The keepers of the lesson were asked for a change, and their answer closes this finding. "
        "Wait for it, or ask them."
    )


class NoFindingChosen(IncubationError):
    code = "no_finding_chosen"
    message = _(
        "A proposed change answers findings, and none is chosen. Choose at least one that is "
        "still open and not proposed yet."
    )


class FindingsOfSeveralLessons(IncubationError):
    code = "findings_of_several_lessons"
    message = _("A proposed change is of one lesson. Choose findings of the same lesson.")


class FindingAlreadyFiled(IncubationError):
    code = "finding_already_filed"
    message = _(
        "“%(finding)s” is part of a proposed change already. Take it out of your choice, then "
        "send the others."
    )


class ChangeMissing(IncubationError):
    code = "change_missing"
    message = _(
        "The keepers of the lesson need to know what to change. Write what it should say or show "
        "instead."
    )


class NobodyKeepsLessons(IncubationError):
    code = "nobody_keeps_lessons"
    message = _(
        "Nobody on this site keeps lessons, so there is no one to ask for a change. Write what "
        "came of the finding yourself, and close it."
    )


class LessonTakesNoChanges(IncubationError):
    code = "lesson_takes_no_changes"
    message = _(
        "“%(lesson)s” is no longer kept here, so nobody can change it. Close its findings with a "
        "word on what you do instead."
    )


class NoNewVersion(IncubationError):
    code = "no_new_version"
    message = _(
        "Version %(release)d of “%(lesson)s” is not the newest one any more, or the group has it "
        "already. Open the page again and choose once more."
    )
