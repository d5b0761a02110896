"""Who took which list out of the registers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.scopes import VisibleQuerySet


class ExportLog(models.Model):
    """That a list was taken out: what, how many rows, by whom and for what. Never the rows."""

    register = models.CharField(_("list"), max_length=60)
    format = models.CharField(_("format"), max_length=4)
    has_names = models.BooleanField(_("names people"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    row_count = models.PositiveIntegerField(_("rows"))
    exported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    exported_at = models.DateTimeField(_("taken at"), auto_now_add=True)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = _("list taken out")
        verbose_name_plural = _("lists taken out")
        ordering = ["-exported_at", "-pk"]
        permissions = [("view_all_exportlog", "Can see every list taken out")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(has_names=False) | ~models.Q(reason=""),
                name="names_leave_with_a_reason_only",
            )
        ]

    def __str__(self) -> str:
        return f"{self.register} ({self.format})"
