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


class WordsChanged(MentoringError):
    """Somebody wrote new words while these were read. facts: purpose (its label)."""

    code = "words_changed"
    message = _(
        "The words about %(purpose)s were changed just now. Read the new ones, then answer."
    )


class WordsInIndonesianFirst(MentoringError):
    code = "words_in_indonesian_first"
    message = _("Write the words in Indonesian first: every other language falls back to them.")


class WordsUnchanged(MentoringError):
    """facts: purpose (its label), version."""

    code = "words_unchanged"
    message = _(
        "These are already the words about %(purpose)s, version %(version)d. "
        "Change something, or leave them as they are."
    )
