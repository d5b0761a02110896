"""What two records that become one person said of the same purpose: her newest answer counts."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from mentoring.registry.models import Consent, Person, PersonMerge


def end_older_answers(kept: Person, merged: Person) -> list[tuple[Consent, datetime]]:
    """End every yes of the two that is older than her newest answer to its purpose.

    Else a no said to one record would be undone by an earlier yes to the other. Returns the
    rows that were ended, each with the moment of the newest answer, from which it is over.
    """
    answers: dict[str, list[Consent]] = defaultdict(list)
    for consent in Consent.objects.select_for_update().filter(person__in=[kept, merged]):
        answers[consent.purpose].append(consent)
    ended = []
    for of_purpose in answers.values():
        newest = max(of_purpose, key=_answered_at)
        for consent in of_purpose:
            if consent.withdrawn_at is None and consent.pk != newest.pk:
                consent.withdrawn_at = max(consent.given_at, _answered_at(newest))
                consent.save(update_fields=["withdrawn_at"])
                ended.append((consent, consent.withdrawn_at))
    return ended


def revive_answers(merge: PersonMerge, ended: Iterable[UUID | str]) -> None:
    """Let what `merge` ended stand again, unless one of the two was asked anew since."""
    since = Consent.objects.filter(person__in=[merge.kept_id, merge.merged_id])
    answered = {consent.purpose for consent in since if _answered_at(consent) >= merge.merged_at}
    Consent.objects.filter(pk__in=ended).exclude(purpose__in=answered).update(withdrawn_at=None)


def _answered_at(consent: Consent) -> datetime:
    return consent.withdrawn_at or consent.given_at
