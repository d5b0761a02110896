"""Printers of an issuer with their offsets, and the numbered sheets that went through them."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certificates.models.certificates import Certificate
from certificates.models.issuers import Issuer
from certificates.scopes import VisibleQuerySet


class PageOrder(models.TextChoices):
    """How front and back pages follow one another in a print file."""

    DUPLEX = "duplex", _("both sides by itself: front, back, front, back")
    FRONTS_FIRST = "fronts_first", _("by hand: all fronts, then all backs in the same order")
    BACKS_REVERSED = "backs_reversed", _("by hand: all fronts, then all backs from the last")


def _offset(words: object) -> models.DecimalField:
    return models.DecimalField(
        words,  # type: ignore[arg-type]
        max_digits=4,
        decimal_places=1,
        default=0,
        validators=[MinValueValidator(-20), MaxValueValidator(20)],
    )


class PrinterQuerySet(VisibleQuerySet):
    pass


class Printer(models.Model):
    """One printer. Offsets in millimetres: how far the print must move to the right and down."""

    issuer = models.ForeignKey(
        Issuer, verbose_name=_("issuer"), on_delete=models.PROTECT, related_name="printers"
    )
    name = models.CharField(_("name of the printer"), max_length=60)
    right_mm = _offset(_("front: move right (mm)"))
    down_mm = _offset(_("front: move down (mm)"))
    back_right_mm = _offset(_("back: move right (mm)"))
    back_down_mm = _offset(_("back: move down (mm)"))
    order = models.CharField(
        _("order of pages"), max_length=16, choices=PageOrder.choices, default=PageOrder.DUPLEX
    )

    objects = PrinterQuerySet.as_manager()

    class Meta:
        verbose_name = _("printer")
        verbose_name_plural = _("printers")
        ordering = ["issuer", "name"]
        default_permissions = ()
        permissions = [("view_all_printer", "Can see every printer")]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "name"], name="one_printer_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class StockSheetQuerySet(VisibleQuerySet):
    def good(self) -> "StockSheetQuerySet":
        return self.filter(spoiled_at__isnull=True)


class StockSheet(models.Model):
    """One numbered sheet of pre-printed paper. A spoiled one stays, with its reason: the stock
    must add up. A certificate has at most one good sheet."""

    issuer = models.ForeignKey(
        Issuer, verbose_name=_("issuer"), on_delete=models.PROTECT, related_name="stock_sheets"
    )
    number = models.CharField(_("number of the sheet"), max_length=40)
    certificate = models.ForeignKey(
        Certificate,
        verbose_name=_("certificate"),
        on_delete=models.PROTECT,
        related_name="stock_sheets",
    )
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("printed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    printed_at = models.DateTimeField(_("printed at"))
    spoiled_at = models.DateTimeField(_("spoiled at"), null=True, blank=True)
    spoiled_why = models.CharField(_("why it is spoiled"), max_length=200, blank=True)

    objects = StockSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("numbered sheet")
        verbose_name_plural = _("numbered sheets")
        ordering = ["issuer", "number"]
        default_permissions = ()
        permissions = [("view_all_stocksheet", "Can see every numbered sheet")]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "number"], name="one_sheet_of_a_number"),
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(spoiled_at__isnull=True),
                name="one_good_sheet_per_certificate",
            ),
            models.CheckConstraint(
                condition=Q(spoiled_at__isnull=True) | ~Q(spoiled_why=""),
                name="a_spoiled_sheet_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.number
