"""What the registry no longer does after somebody took a consent back."""

from django.utils.translation import gettext as _

from mentoring.registry.models import ConsentPurpose


def consent_uses(purpose: str) -> list[str]:
    """Sentences for the hook `register_consent_uses`: only what the code keeps.

    Nothing here uses answers for research or hands data to a bank, so nothing stops there.
    """
    return {
        ConsentPurpose.MENTORING: [
            _("What is hard for you, and who helps you, is shown to nobody and asked no more."),
            _("Your vulnerability is not assessed any more."),
        ],
        ConsentPurpose.CERTIFICATE: [
            _("No new certificate is printed with your name. Those that were issued stay."),
        ],
        ConsentPurpose.PHOTO: [_("Your portrait is shown to nobody but you.")],
    }.get(ConsentPurpose(purpose), [])
