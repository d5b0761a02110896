"""Facilitators, what prepared them for their work, and when they are away."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.intervals import DatedRow, on_day
from mentoring.registry.models import Language
from mentoring.scopes import VisibleQuerySet


class FacilitatorQuerySet(VisibleQuerySet):
    def at_work(self) -> "FacilitatorQuerySet":
        return self.filter(user__is_active=True)

    def with_names(self) -> "FacilitatorQuerySet":
        return self.select_related("user", "home_place")

    def prepared_on(self, day: date) -> "FacilitatorQuerySet":
        """Those with a training that counts on `day`, or a waiver for it."""
        trained = TrainingFact.objects.counting_on(day).values("facilitator")
        waived = TrainingWaiver.objects.filter(on_day(day)).values("facilitator")
        return self.filter(Q(pk__in=trained) | Q(pk__in=waived))


class Facilitator(models.Model):
    """A local companion of crafter groups."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.PROTECT,
        related_name="facilitator",
    )
    home_place = models.ForeignKey(
        "mentoring_registry.Place", verbose_name=_("home village"), on_delete=models.PROTECT
    )
    # Codes, as in `registry.Person.languages`.
    languages = models.JSONField(_("languages"), default=list, blank=True)
    load_cap = models.PositiveSmallIntegerField(
        _("load cap"),
        default=8,
        validators=[MinValueValidator(1), MaxValueValidator(40)],
        help_text=_("In points: one a group, half a point more for a group left behind."),
    )
    latitude = models.DecimalField(
        _("latitude of the home village"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude of the home village"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )

    objects = FacilitatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("facilitator")
        verbose_name_plural = _("facilitators")
        ordering = ["pk"]
        permissions = [
            ("view_all_facilitator", "Can see every facilitator"),
            ("accompany_group", "Can be registered as a facilitator and accompany groups"),
        ]

    def __str__(self) -> str:
        return self.user.get_full_name() or self.user.get_username()

    def get_absolute_url(self) -> str:
        return reverse("mentoring_assignments:facilitator", args=[self.pk])

    def language_names(self) -> str:
        """The names of her languages, as people read them."""
        names = dict(Language.choices)
        return ", ".join(str(names.get(code, code)) for code in self.languages)

    language_names.short_description = _("languages")  # type: ignore[attr-defined]


class TrainingSource(models.TextChoices):
    RECORD = "record", _("written down by a coordinator")
    CERTIFICATE = "certificate", _("a certificate issued here")


class TrainingFactQuerySet(VisibleQuerySet):
    def counting_on(self, day: date) -> "TrainingFactQuerySet":
        """Trainings finished by `day` that were not taken back by then."""
        return self.filter(
            Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day), completed_on__lte=day
        )


class TrainingFact(models.Model):
    """A facilitator finished a training on a day.

    reference: the certificate it comes from, opaque here; the same one counts once.
    """

    facilitator = models.ForeignKey(
        Facilitator,
        verbose_name=_("facilitator"),
        on_delete=models.CASCADE,
        related_name="trainings",
    )
    title = models.CharField(pgettext_lazy("of a training", "title"), max_length=160)
    institution = models.CharField(
        pgettext_lazy("training", "given by"), max_length=120, blank=True
    )
    completed_on = models.DateField(_("finished on"))
    source = models.CharField(
        _("how we know"),
        max_length=12,
        choices=TrainingSource.choices,
        default=TrainingSource.RECORD,
    )
    reference = models.CharField(_("certificate"), max_length=80, blank=True)
    withdrawn_on = models.DateField(_("taken back on"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = TrainingFactQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("facilitator", "training")
        verbose_name_plural = pgettext_lazy("facilitator", "trainings")
        ordering = ["-completed_on", "pk"]
        permissions = [("view_all_trainingfact", "Can see every training of a facilitator")]
        indexes = [
            models.Index(fields=["facilitator", "completed_on"], name="training_facilitator_day")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["facilitator", "reference"],
                condition=~Q(reference=""),
                name="one_training_per_facilitator_and_certificate",
            )
        ]

    def __str__(self) -> str:
        return self.title


class TrainingWaiver(DatedRow):
    """A manager lets somebody work for a time although she lacks her training."""

    facilitator = models.ForeignKey(
        Facilitator,
        verbose_name=_("facilitator"),
        on_delete=models.CASCADE,
        related_name="waivers",
    )
    reason = models.CharField(_("reason"), max_length=300)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("granted by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    granted_at = models.DateTimeField(_("granted at"))

    objects = VisibleQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = _("training waiver")
        verbose_name_plural = _("training waivers")
        ordering = ["-starts_on", "pk"]
        permissions = [("view_all_trainingwaiver", "Can see every training waiver")]
        indexes = [models.Index(fields=["ends_on"], name="waiver_end")]
        constraints = [
            *DatedRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__isnull=False), name="a_training_waiver_has_an_end"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_training_waiver_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.facilitator}: {self.reason}"


class LeaveKind(models.TextChoices):
    ILLNESS = "illness", _("ill")
    FAMILY = "family", _("family")
    BIRTH = "birth", _("birth of a child")
    HOLIDAY = "holiday", _("rest")
    TRAINING = "training", _("in training")
    OTHER = "other", pgettext_lazy("leave", "something else")


class Leave(DatedRow):
    """Days in which a facilitator is away; somebody may cover for her."""

    facilitator = models.ForeignKey(
        Facilitator,
        verbose_name=_("facilitator"),
        on_delete=models.CASCADE,
        related_name="leaves",
    )
    kind = models.CharField(
        pgettext_lazy("leave", "why"),
        max_length=12,
        choices=LeaveKind.choices,
        default=LeaveKind.OTHER,
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = VisibleQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = pgettext_lazy("facilitator", "leave")
        verbose_name_plural = pgettext_lazy("facilitator", "leaves")
        ordering = ["-starts_on", "pk"]
        permissions = [("view_all_leave", "Can see every leave of a facilitator")]
        indexes = [
            models.Index(fields=["facilitator", "starts_on"], name="leave_facilitator_start")
        ]

    def __str__(self) -> str:
        return f"{self.facilitator}: {self.get_kind_display()}"
