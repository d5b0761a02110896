"""Why a consent is refused."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class NoConsentText(MentoringError):
    """facts: purpose (its label)."""

    code = "no_consent_text"
    message = _(
        "There are no words yet that explain %(purpose)s. "
        "Ask the programme manager to write them first."
    )


class ConsentNotByOwnTap(MentoringError):
    code = "consent_not_by_own_tap"
    message = _(
        "Only she herself can tap yes, signed in on a phone. "
        "Otherwise keep her signature, her voice, or a witness."
    )


class ConsentNeedsProof(MentoringError):
    code = "consent_needs_proof"
    message = _("Add the photo of her signature, or the recording of her yes.")


class ConsentNeedsWitness(MentoringError):
    code = "consent_needs_witness"
    message = _("Write who heard it, somebody other than you.")


class ConsentNeeded(MentoringError):
    """facts: person, purpose (its label)."""

    code = "consent_needed"
    message = _("%(person)s has not agreed to this: %(purpose)s. Explain it and ask first.")
