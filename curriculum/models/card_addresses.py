"""The short public addresses of cards: what a QR code on paper leads to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from curriculum.models.pages import PAGE_MODEL
from curriculum.models.releases import ModuleRelease


class CardAddress(models.Model):
    """A card's address for good: once printed, a code never means another card.

    `code` is six characters that can be typed from paper (`curriculum.card_codes`).
    `release` is the newest release the card was printed from; it answers when the card
    is no longer in the current one.
    """

    code = models.CharField(_("code"), max_length=6, primary_key=True)
    lesson = models.ForeignKey(
        PAGE_MODEL, verbose_name=_("lesson"), on_delete=models.CASCADE, related_name="+"
    )
    block_id = models.UUIDField(_("card"))
    release = models.ForeignKey(
        ModuleRelease, verbose_name=_("release"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("address of a card")
        verbose_name_plural = _("addresses of cards")
        ordering = ["code"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "block_id"], name="one_address_for_each_card_of_a_lesson"
            )
        ]

    def __str__(self) -> str:
        return self.code
