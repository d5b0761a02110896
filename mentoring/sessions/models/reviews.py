"""What coordinators say to a session, and what they ask again to see whether it is true."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.scopes import VisibleQuerySet
from mentoring.sessions.models.sessions import MentoringSession


class RemarkKind(models.TextChoices):
    RETURNED = "returned", _("returned")
    REVISED = "revised", _("corrected")
    ACCEPTED = "accepted", _("accepted")
    CREDITED = "credited", _("counts now")


class ReviewRemark(models.Model):
    """One step between coordinator and facilitator about a session; none is ever changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        MentoringSession,
        verbose_name=_("session"),
        on_delete=models.CASCADE,
        related_name="remarks",
    )
    kind = models.CharField(_("what"), max_length=10, choices=RemarkKind.choices)
    text = models.TextField(_("comment"), blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("said by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    said_at = models.DateTimeField(_("said at"))

    class Meta:
        verbose_name = _("step of a review")
        verbose_name_plural = _("steps of reviews")
        ordering = ["session", "said_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"


class BackCheckQuerySet(VisibleQuerySet):
    def open(self) -> "BackCheckQuerySet":
        return self.filter(checked_at__isnull=True)


class BackCheck(models.Model):
    """One held session drawn by lot: what it says is asked again, of somebody who was there.

    month: the first day of the month it was drawn for. Whoever recorded the session does
    not see that it was drawn.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.OneToOneField(
        MentoringSession,
        verbose_name=_("session"),
        on_delete=models.CASCADE,
        related_name="back_check",
    )
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("facilitator"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    month = models.DateField(_("month"))
    drawn_at = models.DateTimeField(_("drawn at"))
    informant = models.CharField(_("who was asked"), max_length=120, blank=True)
    note = models.TextField(_("note"), blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    checked_at = models.DateTimeField(_("asked at"), null=True, blank=True)

    objects = BackCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("back-check")
        verbose_name_plural = _("back-checks")
        ordering = ["month", "drawn_at", "pk"]
        permissions = [("view_all_backcheck", "Can see every back-check")]
        indexes = [models.Index(fields=["facilitator", "month"], name="back_check_of_month")]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True) ^ Q(checked_by__isnull=False),
                name="a_finished_back_check_says_who_asked",
            )
        ]

    def __str__(self) -> str:
        return str(self.session)


class AskedAgain(models.TextChoices):
    """The items of a session that a back-check asks again."""

    HAPPENED = "happened", _("The visit took place on this day")
    PEOPLE = "people", _("So many people came")
    LENGTH = "length", _("It took about so long")
    LESSON = "lesson", _("This lesson was used")
    PROMISES = "promises", _("This was promised")


class BackCheckAnswer(models.Model):
    """What the record said about one item, what was found, and whether they agree."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    back_check = models.ForeignKey(
        BackCheck,
        verbose_name=_("back-check"),
        on_delete=models.CASCADE,
        related_name="answers",
    )
    item = models.CharField(_("item"), max_length=10, choices=AskedAgain.choices)
    told = models.CharField(_("what the record says"), max_length=300, blank=True)
    found = models.CharField(_("what was found"), max_length=300, blank=True)
    agrees = models.BooleanField(_("agrees"))

    class Meta:
        verbose_name = _("answer of a back-check")
        verbose_name_plural = _("answers of back-checks")
        ordering = ["back_check", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["back_check", "item"], name="one_answer_per_item_and_back_check"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_item_display()}: {self.agrees}"
