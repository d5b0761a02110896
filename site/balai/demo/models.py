"""The ledger of everything the demo made, so that exactly that can be taken away again."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class DemoRow(models.Model):
    """One row somewhere in the database that belongs to the demo.

    A ledger, not a flag on every table: plugins stay unaware of the demo, and a row
    somebody adds to a demo group by hand is real without anybody saying so.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_pk = models.CharField(_("primary key"), max_length=64)

    class Meta:
        verbose_name = _("demo row")
        verbose_name_plural = _("demo rows")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_pk"], name="each_demo_row_is_remembered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_pk}"
