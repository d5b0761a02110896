"""What people showed with their hands, as an instructor saw it."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from curriculum.models.programmes import CompetencyUnit
from curriculum.private_files import private_storage
from curriculum.scopes import assessments_of


class PracticalResult(models.TextChoices):
    """Only a licensed body says more than this of somebody's competence; we never do."""

    LULUS = "lulus", _("passed")
    BELUM_LULUS = "belum_lulus", _("not passed yet")


def photo_path(assessment: "PracticalAssessment", filename: str) -> str:
    """By month and key: the sender's file name may tell who or where, so it is not kept."""
    return f"curriculum/practice/{assessment.recorded_at:%Y/%m}/{assessment.pk}.jpg"


class PracticalAssessmentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "PracticalAssessmentQuerySet":
        return self.filter(assessments_of(self.model, user))

    def current(self) -> "PracticalAssessmentQuerySet":
        """Those that no later row has replaced: one per person, unit and occasion."""
        return self.filter(superseded_by__isnull=True)

    def with_names(self) -> "PracticalAssessmentQuerySet":
        return self.select_related("unit", "assessor")


class PracticalAssessment(models.Model):
    """One result of one person in one unit; written once, corrected by a row that follows it.

    `occasion_key` is opaque ("run:<uuid>") and may be empty, `occasion_label` says it in
    words; both are copies from whoever answers `register_assessed_occasions`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="practical_assessments",
    )
    unit = models.ForeignKey(
        CompetencyUnit,
        verbose_name=_("competency unit"),
        on_delete=models.PROTECT,
        related_name="practical_assessments",
    )
    occasion_key = models.CharField(_("training"), max_length=80, blank=True)
    occasion_label = models.CharField(_("training in words"), max_length=200, blank=True)
    result = models.CharField(_("result"), max_length=12, choices=PracticalResult.choices)
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assessed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    assessed_on = models.DateField(_("assessed on"))
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    photo = models.FileField(_("photo"), upload_to=photo_path, storage=private_storage, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    supersedes = models.OneToOneField(
        "self",
        verbose_name=_("replaces"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="superseded_by",
    )

    objects = PracticalAssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("practical assessment")
        verbose_name_plural = _("practical assessments")
        ordering = ["-recorded_at", "pk"]
        default_permissions = ("view",)
        permissions = [("view_all_practicalassessment", "Can see every practical assessment")]
        indexes = [models.Index(fields=["occasion_key", "unit"], name="practice_occasion_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "occasion_key"],
                condition=Q(supersedes__isnull=True),
                name="one_first_result_per_person_unit_and_occasion",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(note=""),
                name="a_corrected_result_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_result_display()}"

    def is_passed(self) -> bool:
        return self.result == PracticalResult.LULUS
