"""Who may be one and the same person, what was decided, and what a merge moved."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.registry.models.people import Person
from mentoring.scopes import VisibleQuerySet


class Likeness(models.TextChoices):
    """Why two records may be one person, the strongest first."""

    IDENTIFIER = "identifier", _("same identity number")
    NAME_AND_PHONE = "name_phone", _("same name and phone")
    NAME_AND_BIRTH = "name_birth", _("same name, hamlet and birth year")
    NAME_AND_HAMLET = "name_hamlet", _("same name and hamlet, a birth year is missing")


class DuplicateState(models.TextChoices):
    OPEN = "open", _("to be looked at")
    MERGED = "merged", _("one person")
    DIFFERENT = "different", _("two people")


class DuplicateCaseQuerySet(VisibleQuerySet):
    def open(self) -> "DuplicateCaseQuerySet":
        return self.filter(state=DuplicateState.OPEN)

    def with_people(self) -> "DuplicateCaseQuerySet":
        return self.select_related("person_a__place", "person_b__place")


class DuplicateCase(models.Model):
    """Two records that may be one person. Nothing is merged until somebody has looked.

    The smaller key stands first, so that a pair has one case however it was found. What was
    decided stays: two real people of one name are never asked about again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_a = models.ForeignKey(
        Person, verbose_name=_("first record"), on_delete=models.CASCADE, related_name="+"
    )
    person_b = models.ForeignKey(
        Person, verbose_name=_("second record"), on_delete=models.CASCADE, related_name="+"
    )
    reason = models.CharField(_("likeness"), max_length=12, choices=Likeness.choices)
    score = models.PositiveSmallIntegerField(_("how sure"))
    state = models.CharField(
        _("state"), max_length=12, choices=DuplicateState.choices, default=DuplicateState.OPEN
    )
    found_at = models.DateTimeField(_("found at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    note = models.CharField(_("why"), max_length=200, blank=True)

    objects = DuplicateCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("probable duplicate")
        verbose_name_plural = _("probable duplicates")
        ordering = ["-score", "found_at", "pk"]
        permissions = [("view_all_duplicatecase", "Can see every probable duplicate")]
        indexes = [models.Index(fields=["state", "-score"], name="duplicate_state_score")]
        constraints = [
            models.UniqueConstraint(fields=["person_a", "person_b"], name="one_case_per_pair"),
            models.CheckConstraint(
                condition=Q(person_a__lt=F("person_b")), name="the_smaller_key_stands_first"
            ),
            models.CheckConstraint(condition=Q(score__lte=100), name="a_score_is_at_most_100"),
        ]

    def __str__(self) -> str:
        return f"{self.person_a} – {self.person_b}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring_duplicate:inspect", args=[self.pk])


class PersonMerge(models.Model):
    """That two records were made one, and all that is needed to part them again.

    moved: a list of {"model": label, "pk": str} with "was" and "now" (field -> value, before and by
    the merge), "taken_out" (a row that was deleted, whole) or "ended" (when a consent was ended).
    filled: fields of `kept` that took a value of `merged`, with that value.
    """

    case = models.ForeignKey(
        DuplicateCase,
        verbose_name=_("probable duplicate"),
        on_delete=models.PROTECT,
        related_name="merges",
    )
    kept = models.ForeignKey(
        Person, verbose_name=_("kept"), on_delete=models.PROTECT, related_name="+"
    )
    merged = models.ForeignKey(
        Person, verbose_name=_("merged into it"), on_delete=models.PROTECT, related_name="+"
    )
    moved = models.JSONField(_("moved"), default=list)
    filled = models.JSONField(_("filled"), default=dict)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("merged by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    merged_at = models.DateTimeField(_("merged at"))
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("undone by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-merged_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(undone_at__isnull=True),
                name="a_record_is_merged_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"


class WorkState(models.TextChoices):
    """How far work in the background is; the row is the truth, a message only a nudge."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("at work")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class DuplicateScan(models.Model):
    """One search through all people; `cursor` tells where a new worker goes on."""

    state = models.CharField(
        _("state"), max_length=8, choices=WorkState.choices, default=WorkState.WAITING
    )
    cursor = models.CharField(max_length=120, blank=True, editable=False)
    people_read = models.PositiveIntegerField(_("people read"), default=0)
    people_total = models.PositiveIntegerField(_("people in all"), default=0)
    cases_found = models.PositiveIntegerField(_("new pairs"), default=0)
    claim = models.UUIDField(null=True, editable=False)
    heartbeat_at = models.DateTimeField(null=True, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("started by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("search for duplicates")
        verbose_name_plural = _("searches for duplicates")
        ordering = ["-started_at", "-pk"]
        get_latest_by = "started_at"
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state="running"),
                name="one_search_for_duplicates_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
