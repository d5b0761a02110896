"""What the registry no longer does after somebody took a consent back."""

from django.utils.translation import gettext as _

from mentoring.registry.models import ConsentPurpose


def consent_uses(purpose: str) -> list[str]:
    """Sentences for the hook `register_consent_uses`."""
    return {
        ConsentPurpose.MENTORING: [
            _("What is hard for you, and who helps you, is shown to nobody and asked no more."),
            _("Your vulnerability is not assessed any more."),
        ],
        ConsentPurpose.CERTIFICATE: [
            _("No new certificate is printed with your name. Those that were issued stay."),
        ],
        ConsentPurpose.PHOTO: [_("Your portrait is shown to nobody but you.")],
        ConsentPurpose.RESEARCH: [_("Your answers are left out of research from now on.")],
        ConsentPurpose.SHARING: [_("Your data are given to no BLK, state company or bank.")],
    }.get(ConsentPurpose(purpose), [])
