"""Two records that probably tell of one visit: both are kept until somebody has looked."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.scopes import VisibleQuerySet
from mentoring.sessions.models.sessions import MentoringSession


class PairState(models.TextChoices):
    """What somebody decided. While open, and when joined, the two count as one visit."""

    OPEN = "open", _("to be looked at")
    JOINED = "joined", _("one visit, both lists count together")
    FIRST = "first", _("only the first counts")
    SECOND = "second", _("only the second counts")
    DIFFERENT = "different", _("two visits")


class SessionDuplicateQuerySet(VisibleQuerySet):
    def open(self) -> "SessionDuplicateQuerySet":
        return self.filter(state=PairState.OPEN)

    def with_sessions(self) -> "SessionDuplicateQuerySet":
        return self.select_related(
            "first__group__sentra",
            "second__group__sentra",
            "first__recorded_by",
            "second__recorded_by",
        )


class SessionDuplicate(models.Model):
    """A pair of held sessions of one group, day and kind, whose hours are not far apart.

    The smaller key stands first, so that a pair has one row however it was found. Nothing of
    either session is changed by a decision, so each can be taken back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first = models.ForeignKey(
        MentoringSession,
        verbose_name=_("first record"),
        on_delete=models.CASCADE,
        related_name="pairs_as_first",
    )
    second = models.ForeignKey(
        MentoringSession,
        verbose_name=_("second record"),
        on_delete=models.CASCADE,
        related_name="pairs_as_second",
    )
    state = models.CharField(
        _("state"), max_length=10, choices=PairState.choices, default=PairState.OPEN
    )
    found_at = models.DateTimeField(_("found at"))
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

    objects = SessionDuplicateQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit told twice")
        verbose_name_plural = _("visits told twice")
        ordering = ["found_at", "pk"]
        permissions = [("view_all_sessionduplicate", "Can see every visit told twice")]
        indexes = [models.Index(fields=["state", "found_at"], name="session_pair_state")]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_case_per_two_sessions"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="the_smaller_session_key_stands_first"
            ),
            models.CheckConstraint(
                condition=Q(state=PairState.OPEN) ^ Q(decided_at__isnull=False),
                name="a_pair_is_open_or_says_when_it_was_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring_sessions:pair", args=[self.pk])
