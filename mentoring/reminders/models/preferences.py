"""Who wants no messages, and whom they do not reach."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ContactPreference(models.Model):
    """Whether somebody wants messages, and whether they arrive. One row an account or person.

    `tried_address` is a keyed hash of the number or address at which she was not reached: with
    another one it begins afresh, and the number itself stands where it belongs, once.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="contact_preference",
    )
    person = models.OneToOneField(
        "mentoring_registry.Person",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="contact_preference",
    )
    stopped_at = models.DateTimeField(_("wants no messages since"), null=True, blank=True)
    unreachable_since = models.DateTimeField(_("not reached since"), null=True, blank=True)
    tried_address = models.CharField(max_length=64, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(_("failed in a row"), default=0)

    class Meta:
        verbose_name = _("wish about messages")
        verbose_name_plural = _("wishes about messages")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True) ^ Q(person__isnull=True),
                name="a_wish_about_messages_is_of_an_account_or_of_a_person",
            )
        ]

    def __str__(self) -> str:
        return str(self.user or self.person)
