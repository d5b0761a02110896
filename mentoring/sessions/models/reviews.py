"""What coordinators say to a session."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

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
