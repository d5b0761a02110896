"""When an account is switched off, its groups need somebody else at once."""

from typing import Any

from django.conf import settings
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mentoring.assignments.models import Facilitator
from mentoring.assignments.services import hand_over_all_of


@receiver(post_save, sender=settings.AUTH_USER_MODEL, dispatch_uid="mentoring_hand_over_all")
def hand_over_all_of_who_left(
    instance: Any, created: bool, update_fields: Any = None, **kwargs: Any
) -> None:
    """Whatever screen or command switched the account off.

    Signing in saves an account, too: what cannot have changed asks nothing.
    """
    if instance.is_active or created or (update_fields and "is_active" not in update_fields):
        return
    for facilitator in Facilitator.objects.filter(user=instance):
        with translation.override(settings.LANGUAGE_CODE):
            reason = _("The account was switched off.")
        hand_over_all_of(facilitator=facilitator, today=timezone.localdate(), reason=reason)
