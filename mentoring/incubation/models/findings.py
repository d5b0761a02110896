"""What work with a group showed about a lesson, and what became of it."""

import uuid

import swapper
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.incubation.models.cycles import CycleEnrolment
from mentoring.incubation.models.evaluations import Evaluation
from mentoring.incubation.models.formulas import FormulaItem
from mentoring.incubation.models.rounds import Round
from mentoring.scopes import VisibleQuerySet
from mentoring.sessions.models import MentoringSession

swapper.set_app_prefix("wagtailcore", "wagtail")


class Severity(models.TextChoices):
    """How much it matters to those who learn."""

    SMALL = "small", pgettext_lazy("a finding", "small")
    SERIOUS = "serious", pgettext_lazy("a finding", "holds work up")
    DANGEROUS = "dangerous", pgettext_lazy("a finding", "wrong or dangerous")


class AnswerState(models.TextChoices):
    """What the keepers of lessons said; the words of whoever keeps them, kept as a copy."""

    ACCEPTED = "accepted", pgettext_lazy("a change of a lesson", "accepted")
    DECLINED = "declined", pgettext_lazy("a change of a lesson", "declined")
    DONE = "done", pgettext_lazy("a change of a lesson", "done")


class LessonFindingQuerySet(VisibleQuerySet):
    def open(self) -> "LessonFindingQuerySet":
        """Nothing has come of them yet."""
        return self.filter(closed_on__isnull=True)

    def to_file(self) -> "LessonFindingQuerySet":
        """About a lesson, and not yet part of a proposed change of it."""
        return self.open().filter(page__isnull=False, request_key__isnull=True)

    def awaiting_answer(self) -> "LessonFindingQuerySet":
        return self.open().filter(request_key__isnull=False)


class LessonFinding(models.Model):
    """Something a lesson or an activity should do differently, seen at a session, in a round
    or in an evaluation.

    `page`, `code`, `title` and `release` name the lesson as it was used; without a page the
    group's own people close the finding with a `result`. `request_key`: the proposed change of
    the lesson this finding is part of; several findings share one. `answer`,
    `answered_release`: what its keepers said, and the version in which it was changed.
    `happened_on`, `closed_on`: local dates in the zone of the craft centre.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(
        CycleEnrolment,
        verbose_name=_("group in a cycle"),
        on_delete=models.PROTECT,
        related_name="lesson_findings",
    )
    item = models.ForeignKey(
        FormulaItem,
        verbose_name=_("line of a formula"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="findings",
    )
    session = models.ForeignKey(
        MentoringSession,
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="lesson_findings",
    )
    round = models.ForeignKey(
        Round,
        verbose_name=_("round"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lesson_findings",
    )
    evaluation = models.ForeignKey(
        Evaluation,
        verbose_name=_("evaluation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lesson_findings",
    )
    page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        verbose_name=pgettext_lazy("line of a formula", "lesson"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    code = models.CharField(_("lesson code"), max_length=40, blank=True)
    title = models.CharField(_("lesson title"), max_length=255, blank=True)
    # A number and not a reference: whoever keeps lessons may not be installed here.
    release = models.PositiveIntegerField(_("version of the lesson"), null=True, blank=True)
    happened_on = models.DateField(_("day"))
    severity = models.CharField(
        _("how much it matters"),
        max_length=10,
        choices=Severity.choices,
        default=Severity.SERIOUS,
    )
    problem = models.CharField(_("what is wrong"), max_length=200, blank=True)
    evidence = models.TextField(_("what was seen"), max_length=1000)
    proposal = models.TextField(_("what should change"), max_length=1000, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    request_key = models.UUIDField(
        _("proposed change"), null=True, blank=True, editable=False, db_index=True
    )
    filed_at = models.DateTimeField(_("proposed at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=AnswerState.choices, blank=True)
    answered_release = models.PositiveIntegerField(
        _("version with the change"), null=True, blank=True
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    result = models.CharField(_("what came of it"), max_length=300, blank=True)

    objects = LessonFindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding about a lesson")
        verbose_name_plural = _("findings about lessons")
        ordering = ["-happened_on", "pk"]
        permissions = [("view_all_lessonfinding", "Can see every finding about a lesson")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | ~Q(result=""),
                name="a_closed_finding_says_what_came_of_it",
            ),
            models.CheckConstraint(
                condition=Q(session__isnull=True, round__isnull=True)
                | Q(session__isnull=True, evaluation__isnull=True)
                | Q(round__isnull=True, evaluation__isnull=True),
                name="a_finding_was_seen_in_one_place",
            ),
            models.CheckConstraint(
                condition=Q(request_key__isnull=True)
                | Q(page__isnull=False, filed_at__isnull=False),
                name="a_proposed_change_is_of_a_lesson",
            ),
        ]

    def __str__(self) -> str:
        return self.problem or self.evidence[:80]

    def get_absolute_url(self) -> str:
        return reverse("mentoring_incubation:finding", args=[self.pk])

    @property
    def source_key(self) -> str:
        """How keepers of lessons know where a request came from."""
        return f"finding:{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def lesson(self) -> str:
        """The lesson with its code; empty for what was no lesson."""
        return f"{self.code} {self.title}".strip()

    @property
    def days_open(self) -> int | None:
        """Days from the day it was seen until something came of it."""
        return None if self.closed_on is None else (self.closed_on - self.happened_on).days


class LessonChoice(models.Model):
    """A lesson of the formula was improved mid-course: the group takes the new version, or goes
    on with the one it began with. The newest taken one is what the line teaches.

    `thread`: of the line, the same in every version of the formula. `release`: the number
    of the version that was on offer; `revision` pins its text.
    """

    enrolment = models.ForeignKey(
        CycleEnrolment,
        verbose_name=_("group in a cycle"),
        on_delete=models.CASCADE,
        related_name="lesson_choices",
    )
    thread = models.UUIDField(editable=False)
    release = models.PositiveIntegerField(_("version of the lesson"))
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("text of the lesson"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    takes_new = models.BooleanField(_("takes the new version"))
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("chosen by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    chosen_at = models.DateTimeField(_("chosen at"))

    class Meta:
        verbose_name = _("choice of a version")
        verbose_name_plural = _("choices of versions")
        ordering = ["enrolment", "thread", "release"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "thread", "release"], name="one_choice_per_line_and_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.release}"
