"""The formula of a group: what will be done about each problem, as the group agreed to it."""

import uuid

import swapper
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.incubation.models.cycles import CycleEnrolment
from mentoring.incubation.models.diagnoses import Problem
from mentoring.private_files import private_storage
from mentoring.scopes import VisibleQuerySet
from mentoring.sessions.models import MentoringSession, OwnerKind

swapper.set_app_prefix("wagtailcore", "wagtail")


class FormulaState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("a formula", "draft")
    AGREED = "agreed", pgettext_lazy("a formula", "agreed")
    REPLACED = "replaced", _("replaced")


# What may follow what; a draft becomes agreed, and the next agreed one replaces it.
FORMULA_TRANSITIONS: dict[str, frozenset[str]] = {
    FormulaState.DRAFT: frozenset({FormulaState.AGREED}),
    FormulaState.AGREED: frozenset({FormulaState.REPLACED}),
    FormulaState.REPLACED: frozenset(),
}


class AgreementKind(models.TextChoices):
    """How the group said yes: nobody has to be able to write."""

    SIGNED = "signed", _("signed, with a photo of the sheet")
    VOICE = "voice", _("spoken, with a recording")


class FormulaQuerySet(VisibleQuerySet):
    def agreed(self) -> "FormulaQuerySet":
        """The one in force of each group."""
        return self.filter(state=FormulaState.AGREED)

    def drafts(self) -> "FormulaQuerySet":
        return self.filter(state=FormulaState.DRAFT)

    def with_items(self) -> "FormulaQuerySet":
        return self.select_related("enrolment__group__sentra").prefetch_related(
            "items__problem", "readiness"
        )


def agreement_path(formula: "Formula", filename: str) -> str:
    """By key alone: a file name may tell who or where."""
    return f"mentoring/formulas/{formula.pk}"


class Formula(models.Model):
    """One version of what will be done with a group; draft, then agreed, then replaced.

    `agreed_on` is a local date in the zone of the craft centre; `who_was_there` says in words
    who agreed. `approved_*`: the coordinator's yes, before the manager's at gate G1.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(
        CycleEnrolment,
        verbose_name=_("group in a cycle"),
        on_delete=models.PROTECT,
        related_name="formulas",
    )
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(
        _("state"), max_length=10, choices=FormulaState.choices, default=FormulaState.DRAFT
    )
    reason = models.CharField(_("why a new version"), max_length=300, blank=True)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    agreement_kind = models.CharField(
        _("how the group agreed"), max_length=8, choices=AgreementKind.choices, blank=True
    )
    agreement = models.FileField(
        _("photo or recording"), upload_to=agreement_path, storage=private_storage, blank=True
    )
    agreement_type = models.CharField(max_length=40, blank=True, editable=False)
    who_was_there = models.TextField(_("who was there"), blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("drafted by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    drafted_at = models.DateTimeField(_("drafted at"))

    objects = FormulaQuerySet.as_manager()

    class Meta:
        verbose_name = _("formula")
        verbose_name_plural = _("formulas")
        ordering = ["enrolment", "-number"]
        permissions = [("view_all_formula", "Can see every formula")]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "number"], name="one_formula_of_a_number_per_enrolment"
            ),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(state="draft"),
                name="one_draft_formula_per_enrolment",
            ),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(state="agreed"),
                name="one_agreed_formula_per_enrolment",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", agreed_on__isnull=True, agreement_kind="")
                | (
                    ~Q(state="draft")
                    & Q(agreed_on__isnull=False)
                    & ~Q(agreement_kind="")
                    & ~Q(who_was_there="")
                ),
                name="an_agreed_formula_says_when_how_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) ^ Q(approved_by__isnull=False),
                name="an_approved_formula_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}, {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring_incubation:formula", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == FormulaState.DRAFT

    @property
    def is_agreed(self) -> bool:
        return self.state == FormulaState.AGREED


class LineKind(models.TextChoices):
    """What is done. Only `LESSON` names a lesson; the others say it in words."""

    LESSON = "lesson", pgettext_lazy("line of a formula", "lesson")
    PRACTICE = "practice", _("practice together")
    TRAINING = "training", _("training at the BLK")
    STUDY_VISIT = "study_visit", _("study visit")
    REFERRAL = "referral", _("help from elsewhere")
    FACILITY = "facility", _("tools or a place to work")


class FormulaItem(models.Model):
    """One line of a formula: which problem, what is done, how often, and who sees to it.

    A lesson is pinned by page and revision; code, title and release are copies, so that they
    read the same after the page is renamed. `thread` is the same in every version of the
    formula that has the line: what was done under an older version still counts.
    `dose_planned`: sessions.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    formula = models.ForeignKey(
        Formula, verbose_name=_("formula"), on_delete=models.CASCADE, related_name="items"
    )
    thread = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    position = models.PositiveSmallIntegerField(_("position"))
    problem = models.ForeignKey(
        Problem, verbose_name=_("problem"), on_delete=models.PROTECT, related_name="items"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=LineKind.choices)
    page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        verbose_name=pgettext_lazy("line of a formula", "lesson"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("text of the lesson"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    code = models.CharField(_("lesson code"), max_length=40, blank=True)
    title = models.CharField(_("lesson title"), max_length=255, blank=True)
    # A number and not a reference: whoever keeps lessons may not be installed here.
    release = models.PositiveIntegerField(_("version of the lesson"), null=True, blank=True)
    activity = models.CharField(_("what is done"), max_length=300, blank=True)
    dose_planned = models.PositiveSmallIntegerField(_("how many sessions"), default=1)
    responsible = models.CharField(
        _("who sees to it"),
        max_length=12,
        choices=OwnerKind.choices,
        default=OwnerKind.FACILITATOR,
    )

    class Meta:
        verbose_name = _("line of a formula")
        verbose_name_plural = _("lines of formulas")
        ordering = ["formula", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["formula", "thread"], name="one_line_of_a_thread_per_formula"
            ),
            models.CheckConstraint(
                condition=Q(dose_planned__gte=1), name="a_formula_line_is_done_at_least_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="lesson", page__isnull=False)
                | (~Q(kind="lesson") & Q(page__isnull=True) & ~Q(activity="")),
                name="a_formula_line_names_a_lesson_or_says_what_is_done",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def what(self) -> str:
        """The lesson with its code, or the activity in words."""
        if self.page_id is None:
            return self.activity
        return f"{self.code} {self.title}".strip()


class FormulaItemSession(models.Model):
    """A session at which a line of the formula was worked on."""

    item = models.ForeignKey(
        FormulaItem,
        verbose_name=_("line of a formula"),
        on_delete=models.PROTECT,
        related_name="session_links",
    )
    session = models.ForeignKey(
        MentoringSession,
        verbose_name=_("session"),
        on_delete=models.CASCADE,
        related_name="formula_links",
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("session of a formula line")
        verbose_name_plural = _("sessions of formula lines")
        ordering = ["item", "session__happened_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "session"], name="one_link_per_formula_line_and_session"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} – {self.session}"


class FormulaLine(models.TextChoices):
    """What must be there before work starts (mentoring.md 1.7, domain.md R38)."""

    TOOLS = "tools", _("tools")
    MATERIAL = "material", _("material")
    VENUE = "venue", _("a place to meet")
    FUEL = "fuel", _("fuel or electricity")
    SEASON = "season", _("a season without harvest or feast")
    INTERPRETER = "interpreter", _("somebody who speaks the local language")
    BUDGET = "budget", _("money")
    WEAKEST = "weakest", _("the weakest are invited")


# Without these work does not start; the others only warn.
BLOCKING_LINES: frozenset[str] = frozenset(
    {
        FormulaLine.TOOLS,
        FormulaLine.MATERIAL,
        FormulaLine.VENUE,
        FormulaLine.BUDGET,
        FormulaLine.WEAKEST,
    }
)


class FormulaReadiness(models.Model):
    """Whether one thing a formula needs is there; `is_ready` is empty while nobody answered."""

    formula = models.ForeignKey(
        Formula, verbose_name=_("formula"), on_delete=models.CASCADE, related_name="readiness"
    )
    line = models.CharField(_("line"), max_length=12, choices=FormulaLine.choices)
    is_blocking = models.BooleanField(_("work does not start without it"))
    is_ready = models.BooleanField(_("in order"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("readiness of a formula")
        verbose_name_plural = _("readiness of formulas")
        ordering = ["formula", "-is_blocking", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["formula", "line"], name="one_answer_per_line_of_a_formula"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_line_display()}: {self.is_ready}"
