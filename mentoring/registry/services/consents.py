"""What people agree to, and take back."""

from datetime import datetime
from typing import Any, BinaryIO

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.conf import photo_long_side, photo_max_bytes, voice_max_bytes
from mentoring.photos import prepare_photo
from mentoring.registry.consents import has_consent, what_stops
from mentoring.registry.errors import (
    ConsentNeeded,
    ConsentNeedsProof,
    ConsentNeedsWitness,
    ConsentNotByOwnTap,
    WordsChanged,
)
from mentoring.registry.models import Consent, ConsentMode, ConsentPurpose, Person
from mentoring.registry.services.consent_texts import newest_text
from mentoring.registry.services.keeping import tell_after_commit
from mentoring.registry.signals import consent_given, consent_withdrawn
from mentoring.voices import read_voice


@transaction.atomic
def give_consent(
    *,
    person: Person,
    purpose: str,
    mode: str,
    recorded_by: Any,
    now: datetime,
    language: str = "id",
    proof: BinaryIO | None = None,
    witness: str = "",
    text_shown: int | None = None,
) -> Consent:
    """Return the consent of `person` to `purpose`, in the newest words of that purpose.

    language: in which it was explained, also where the words are kept in Indonesian only.
    proof: the photo of a signature, or the recording of a voice; cleaned before it is kept.
    Saying yes again to the same words changes nothing; to newer words, the older yes ends.
    text_shown: key of the words she answered to, None where they were read just now.
    Raises NoConsentText, WordsChanged, ConsentNotByOwnTap, ConsentNeedsProof,
    ConsentNeedsWitness and the refusals of photographs and recordings. Sends `consent_given`.
    """
    text = newest_text(purpose=purpose, language=language)
    if text_shown not in (None, text.pk):
        raise WordsChanged(purpose=text.get_purpose_display())
    _require_a_true_yes(person, mode, recorded_by, proof, witness)
    standing = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at__isnull=True)
    for earlier in standing.select_for_update():
        if earlier.text_id == text.pk:
            return earlier
        earlier.withdrawn_at = now
        earlier.save(update_fields=["withdrawn_at"])
    consent = Consent(
        person=person,
        purpose=purpose,
        text=text,
        language=language,
        mode=mode,
        witness=witness.strip(),
        given_at=now,
        recorded_by=recorded_by,
    )
    _keep_proof(consent, proof)
    consent.save()
    log(
        instance=person,
        action="mentoring.give_consent",
        user=recorded_by,
        data={"purpose": purpose, "mode": mode, "version": text.version},
    )
    tell_after_commit(consent_given, Consent, consent=consent)
    return consent


@transaction.atomic
def withdraw_consent(
    *, person: Person, purpose: str, withdrawn_by: Any, now: datetime
) -> list[str]:
    """Take the yes of `person` to `purpose` back, from this moment; no yes: a no is kept.

    So it is known that she was asked and does not want it, and nobody presses her again.
    Returns sentences that say what stops. Sends `consent_withdrawn` when a yes stood.
    """
    standing = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at__isnull=True)
    taken_back = list(standing.select_for_update())
    for consent in taken_back:
        consent.withdrawn_at = max(now, consent.given_at)
        consent.save(update_fields=["withdrawn_at"])
        tell_after_commit(consent_withdrawn, Consent, consent=consent, withdrawn_by=withdrawn_by)
    if not taken_back:
        _keep_a_no(person, purpose, withdrawn_by, now)
    log(
        instance=person,
        action="mentoring.withdraw_consent",
        user=withdrawn_by,
        data={"purpose": purpose},
    )
    return what_stops(purpose)


def _keep_a_no(person: Person, purpose: str, recorded_by: Any, now: datetime) -> None:
    Consent.objects.create(
        person=person,
        purpose=purpose,
        text=newest_text(purpose=purpose, language="id"),
        language="id",
        mode=ConsentMode.TAP,
        given_at=now,
        withdrawn_at=now,
        recorded_by=recorded_by,
    )


def require_consent(*, person: Person, purpose: str, now: datetime) -> None:
    """Raise ConsentNeeded unless the yes of `person` to `purpose` stands."""
    if not has_consent(person, purpose, timezone.localdate(now)):
        raise ConsentNeeded(person=person, purpose=ConsentPurpose(purpose).label)


def _require_a_true_yes(
    person: Person, mode: str, recorded_by: Any, proof: BinaryIO | None, witness: str
) -> None:
    if mode == ConsentMode.TAP and (recorded_by is None or person.user_id != recorded_by.pk):
        raise ConsentNotByOwnTap
    if mode in (ConsentMode.SIGNATURE, ConsentMode.VOICE) and not proof:
        raise ConsentNeedsProof
    if mode == ConsentMode.WITNESSED and not _is_another(witness, recorded_by):
        raise ConsentNeedsWitness


def _is_another(witness: str, recorded_by: Any) -> bool:
    name = witness.strip().casefold()
    mine = recorded_by.get_full_name().casefold() if recorded_by is not None else ""
    return bool(name) and name != mine


def _keep_proof(consent: Consent, proof: BinaryIO | None) -> None:
    if proof is None or consent.mode not in (ConsentMode.SIGNATURE, ConsentMode.VOICE):
        return
    if consent.mode == ConsentMode.SIGNATURE:
        photo = prepare_photo(proof, long_side=photo_long_side(), max_bytes=photo_max_bytes())
        content, consent.proof_type = photo.content, "image/jpeg"
    else:
        voice = read_voice(proof, max_bytes=voice_max_bytes())
        content, consent.proof_type = voice.content, voice.kind
    consent.proof.save("proof", ContentFile(content), save=False)
