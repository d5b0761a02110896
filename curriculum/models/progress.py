"""What readers did: an append-only log, and the summary derived from it."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from curriculum.models.pages import PAGE_MODEL
from curriculum.models.releases import ModuleRelease
from curriculum.scopes import progress_of


class EventKind(models.TextChoices):
    LESSON_OPENED = "lesson_opened", _("lesson opened")
    LESSON_DONE = "lesson_done", _("lesson done")
    CHECK_ANSWERED = "check_answered", _("check answered")


class Moment(models.TextChoices):
    """Whether an answer shows what somebody knew before the lessons, or after them."""

    BEFORE = "before", _("before the lessons")
    AFTER = "after", _("after the lessons")


class OwnRowsQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "OwnRowsQuerySet":
        return self.filter(progress_of(self.model, user))


class ProgressEventQuerySet(OwnRowsQuerySet):
    def right_answers(self) -> "ProgressEventQuerySet":
        """A check counts as passed once a reader has one of these, whatever came before."""
        return self.filter(kind=EventKind.CHECK_ANSWERED, is_correct=True)


class ProgressEvent(models.Model):
    """One thing a reader did; written once, never changed.

    The key is made where the event happens (phone or form), so the same event sent
    twice is one row. `recorded_at` is the device's clock, empty for a form sent from a
    page; `received_at` is the server's; `clock_offset` is by how many seconds the server's
    was ahead when the device sent. `recorded_by` is who wrote it down for a reader without
    a phone, empty if she did it herself. `moment` is empty for whatever was done while
    reading; a check on paper says whether it came before the lessons or after them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reader"),
        on_delete=models.CASCADE,
        related_name="progress_events",
    )
    release = models.ForeignKey(
        ModuleRelease, verbose_name=_("release"), on_delete=models.PROTECT, related_name="+"
    )
    lesson = models.ForeignKey(
        PAGE_MODEL, verbose_name=_("lesson"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=16, choices=EventKind.choices)
    block_id = models.UUIDField(_("card"), null=True, blank=True)
    option_id = models.UUIDField(_("answer"), null=True, blank=True)
    is_correct = models.BooleanField(_("correct"), null=True, blank=True)
    moment = models.CharField(
        _("before or after the lessons"), max_length=8, choices=Moment.choices, blank=True
    )
    payload = models.JSONField(_("more"), default=dict, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), null=True, blank=True)
    received_at = models.DateTimeField(_("received at"), default=timezone.now)
    clock_offset = models.BigIntegerField(_("seconds the clock was behind"), null=True, blank=True)
    locale = models.CharField(_("language"), max_length=16, blank=True)
    device = models.UUIDField(
        _("device"), null=True, blank=True, help_text=_("A random number; tells nothing else.")
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written down by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = ProgressEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress event")
        verbose_name_plural = _("progress events")
        ordering = ["received_at", "pk"]
        permissions = [("view_all_progressevent", "Can see every reader's progress events")]
        indexes = [models.Index(fields=["user", "lesson"], name="progress_user_lesson")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=EventKind.CHECK_ANSWERED)
                | Q(block_id__isnull=False, option_id__isnull=False, is_correct__isnull=False),
                name="an_answer_names_its_check_and_option",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.id}"

    def is_right_answer(self) -> bool:
        """The same as `right_answers`, of this row."""
        return self.kind == EventKind.CHECK_ANSWERED and bool(self.is_correct)


class EventForReviewQuerySet(models.QuerySet):
    def unsettled(self) -> "EventForReviewQuerySet":
        return self.filter(settled_at__isnull=True)


class EventForReview(models.Model):
    """A record a phone sent that could not be counted; kept so that nothing is lost.

    The key is made of the sender and what was sent, so the same thing sent again is one row.
    `sent` is the record as JSON text, exactly as understood from the phone. Whoever looked at
    it says what came of it; the record itself stays as it came.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    code = models.CharField(_("reason"), max_length=40)
    sent = models.TextField(_("what was sent"))
    received_at = models.DateTimeField(_("received at"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("settled by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    note = models.CharField(
        _("what came of it"),
        max_length=300,
        blank=True,
        help_text=_("For example: spoke with her, the phone's clock was wrong."),
    )

    objects = EventForReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("record to look at")
        verbose_name_plural = _("records to look at")
        ordering = ["-received_at", "pk"]
        default_permissions = ("view", "change")
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(note=""),
                name="a_settled_record_says_what_came_of_it",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.id}"


class ProgressSummary(models.Model):
    """How far a reader is in a module; derived from the events, see `rebuild_progress`.

    `lessons_done` and `checks_passed` count in the release read last. `completed_at` is
    the moment every lesson of some release was done; a later release never takes it back.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reader"),
        on_delete=models.CASCADE,
        related_name="progress_summaries",
    )
    module = models.ForeignKey(
        PAGE_MODEL, verbose_name=_("module"), on_delete=models.CASCADE, related_name="+"
    )
    release = models.ForeignKey(
        ModuleRelease, verbose_name=_("release"), on_delete=models.PROTECT, related_name="+"
    )
    lessons_done = models.PositiveSmallIntegerField(_("lessons done"), default=0)
    checks_passed = models.PositiveSmallIntegerField(_("checks passed"), default=0)
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)
    last_event_at = models.DateTimeField(_("last read at"))

    objects = OwnRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")
        ordering = ["-last_event_at", "pk"]
        permissions = [("view_all_progresssummary", "Can see every reader's progress")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "module"], name="one_summary_per_reader_and_module"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.module}"
