"""What was written of a person in passing, and what of it goes when she is erased.

Of the visits she was at or could have been at: words of sessions, of their earlier versions,
of corrections that were asked, of reviews, promises and back-checks; and recordings, out of
which nobody can cut a name.
"""

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from mentoring.private_files import delete_on_commit
from mentoring.registry.forgetting import NOBODY
from mentoring.registry.models import Membership, Person
from mentoring.registry.name_keys import name_key
from mentoring.sessions.models import (
    Attendance,
    BackCheck,
    BackCheckAnswer,
    Evidence,
    FollowUp,
    MentoringSession,
    ReadinessAnswer,
    ReviewRemark,
    SessionCorrection,
    SessionDuplicate,
    SessionRevision,
    VoiceNote,
)

_AT_ONCE = 200
# Half a village may have a shorter nickname.
_SHORTEST = 4


class Names:
    """The names of one person, as others may have written them. keys: of all her rows."""

    def __init__(self, people: Iterable[Person]) -> None:
        rows = list(people)
        self.keys = {str(person.pk) for person in rows}
        told = {person.full_name for person in rows if person.full_name}
        told |= {person.nickname for person in rows if len(person.nickname) >= _SHORTEST}
        self._sounds = {name_key(person.full_name) for person in rows} - {""}
        words = [r"\s+".join(map(re.escape, name.split())) for name in told]
        joined = "|".join(sorted(words, key=len, reverse=True))
        self._written = re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE) if words else None

    def out_of(self, text: str) -> str:
        """`text` with a word for nobody where she was named."""
        return self._written.sub(NOBODY, text) if self._written and text else text

    def is_hers(self, name: str) -> bool:
        """Whether a guest or informant written down as `name` sounds like her."""
        return bool(name) and name_key(name) in self._sounds

    def out_of_version(self, value: Any) -> Any:
        """The same for a version of a session (`versions.version_of`), however deep."""
        if isinstance(value, str):
            return self.out_of(value)
        if isinstance(value, list):
            return [self.out_of_version(each) for each in value]
        if not isinstance(value, dict):
            return value
        kept = {key: self.out_of_version(each) for key, each in value.items()}
        if self.is_hers(str(value.get("name") or "")):
            kept |= {"name": NOBODY, "hamlet": ""}
        if value.get("owner_person") in self.keys:
            kept["text"] = "-"
        return kept


def forget_words(person_ids: Collection[UUID]) -> None:
    """Take the names of these rows of one person out of everything visits say.

    While her name still stands in the register: what names her by it has no key of hers.
    """
    names = Names(Person.objects.filter(pk__in=person_ids))
    sessions = MentoringSession.objects.filter(_about(person_ids)).order_by().values("pk")
    keys = list(sessions.distinct().values_list("pk", flat=True))
    _forget_recordings(person_ids)
    for start in range(0, len(keys), _AT_ONCE):
        _forget_in(keys[start : start + _AT_ONCE], names)


def _about(person_ids: Collection[UUID]) -> Q:
    """Sessions that have a mark or a promise of hers, and all of groups she was ever in."""
    marked = Attendance.objects.filter(person__in=person_ids).values("session")
    groups = Membership.objects.filter(person__in=person_ids).values("group")
    owed = FollowUp.objects.filter(owner_person__in=person_ids, session__isnull=False)
    return Q(pk__in=marked) | Q(group__in=groups) | Q(pk__in=owed.values("session"))


def _forget_recordings(person_ids: Collection[UUID]) -> None:
    """Of visits at which she has a mark: somebody speaks there of who came and who did not."""
    marked = Attendance.objects.filter(person__in=person_ids).values("session")
    voices = VoiceNote.objects.filter(session__in=marked)
    for voice in voices:
        delete_on_commit(voice.recording)
    voices.delete()


def _forget_in(keys: Collection[UUID], names: Names) -> None:
    text, version = names.out_of, names.out_of_version
    of: dict[str, Any] = {"session__in": keys}
    _rewrite(
        MentoringSession.objects.filter(pk__in=keys),
        {"notes": text, "review_comment": text, "state_reason": text},
    )
    _rewrite(SessionRevision.objects.filter(**of), {"payload": version, "reason": text})
    _rewrite(
        SessionCorrection.objects.filter(**of),
        {"before": version, "after": version, "reason": text, "answer": text},
    )
    _rewrite(ReviewRemark.objects.filter(**of), {"text": text})
    _rewrite(Evidence.objects.filter(**of), {"caption": text})
    _rewrite(ReadinessAnswer.objects.filter(**of), {"note": text})
    _rewrite(FollowUp.objects.filter(**of), {"text": text, "result": text})
    _rewrite(
        SessionDuplicate.objects.filter(Q(first__in=keys) | Q(second__in=keys)), {"note": text}
    )
    guests = Attendance.objects.filter(person__isnull=True, **of)
    hers = [mark.pk for mark in guests if names.is_hers(mark.guest_name)]
    Attendance.objects.filter(pk__in=hers).update(guest_name=NOBODY, guest_hamlet="")
    _forget_in_back_checks(BackCheck.objects.filter(**of), names)


def _forget_in_back_checks(checks: QuerySet, names: Names) -> None:
    def informant(said: str) -> str:
        return NOBODY if names.is_hers(said) else names.out_of(said)

    _rewrite(checks, {"informant": informant, "note": names.out_of})
    answers = BackCheckAnswer.objects.filter(back_check__in=checks.order_by().values("pk"))
    _rewrite(answers, {"told": names.out_of, "found": names.out_of})


def _rewrite(rows: QuerySet, forget: dict[str, Callable[[Any], Any]]) -> None:
    """Write those of `rows` anew in which anything changes. field -> how it is told then."""
    changed: list[Model] = []
    for row in rows.only("pk", *forget):
        told = {name: without(getattr(row, name)) for name, without in forget.items()}
        if any(getattr(row, name) != value for name, value in told.items()):
            for name, value in told.items():
                longest = type(row)._meta.get_field(name).max_length
                setattr(row, name, value[:longest] if isinstance(value, str) else value)
            changed.append(row)
    if changed:
        rows.model._base_manager.bulk_update(changed, list(forget))
