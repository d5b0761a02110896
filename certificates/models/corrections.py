"""Somebody says a certificate is wrong: what it should say, and what the issuer decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certificates.models.certificates import Certificate
from certificates.scopes import VisibleQuerySet


class CorrectionState(models.TextChoices):
    ASKED = "asked", _("waits for the issuer")
    APPROVED = "approved", _("approved")
    DECLINED = "declined", _("declined")


class CorrectionQuerySet(VisibleQuerySet):
    def waiting(self) -> "CorrectionQuerySet":
        return self.filter(state=CorrectionState.ASKED)


class Correction(models.Model):
    """A wish to have `certificate` replaced by one with the right name.

    `wanted_name`: exactly as it should be printed. `successor`: the certificate that came of
    an approval. Asked for by the holder, or for her by who accompanies or serves her.
    """

    certificate = models.ForeignKey(
        Certificate,
        verbose_name=_("certificate"),
        on_delete=models.PROTECT,
        related_name="corrections",
    )
    wanted_name = models.CharField(_("name as it should be"), max_length=120)
    reason = models.CharField(_("how the right name is known"), max_length=300)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=CorrectionState.choices,
        default=CorrectionState.ASKED,
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    successor = models.OneToOneField(
        Certificate,
        verbose_name=_("successor"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="came_of_correction",
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-asked_at", "pk"]
        permissions = [("view_all_correction", "Can see every correction")]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(state=CorrectionState.ASKED),
                name="one_open_correction_per_certificate",
            ),
            models.CheckConstraint(
                condition=Q(state=CorrectionState.ASKED)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="a_decided_correction_says_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate.serial}: {self.wanted_name}"
