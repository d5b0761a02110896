"""What this plugin asks of others, and how: three Wagtail hooks and their Protocols.

`register_certificate_occasions`: what happened, when, where, for whom.
`register_certificate_evidence`: what each of these people has shown there.
`register_certificate_holders`: how each of these people is printed.

A hook function takes nothing and returns one source. Answers are plain objects of any
class with the attributes below; every question is set-based, so that a check costs the
same number of queries for one person and for a thousand.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.contrib.auth import get_user_model
from wagtail import hooks


class Participant(Protocol):
    """One person of an occasion. number: participant number as printed, "" if none."""

    user_id: int
    number: str
    group_label: str


class Occasion(Protocol):
    """Something people took part in, described once and for all.

    key: opaque, at most 100 characters, for example "run:<uuid>".
    programme: code, title_id, title_en, minutes_per_jp, jp_total,
        units=[{code, title_id, title_en, jp}], modules=[...] (kept, not read).
    ends_on: the first day no longer included. time_zone: IANA name. decree_on: day or None.
    planned_minutes: over sessions not cancelled; 0 means attendance cannot be computed.
    """

    key: str
    title: str
    programme: Mapping[str, Any]
    issuer_code: str
    starts_on: date
    ends_on: date
    place: str
    time_zone: str
    vocation: str
    fund_source: str
    delivery: str
    decree_number: str
    decree_on: date | None
    instructors: Sequence[str]
    planned_minutes: int
    planned_sessions: int
    is_closed: bool
    participants: Sequence[Participant]


class OccasionSource(Protocol):
    def visible_to(self, user: Any) -> list[Occasion]: ...

    def by_key(self, key: str) -> Occasion | None: ...


class Fact(Protocol):
    """One thing a person has shown.

    kind: "attended_minutes" (of planned minutes), "modules_completed" (of the programme's
    modules) or "checks_passed" (of their checks). detail: JSON-able; read are
    sessions_planned, sessions_attended, minutes_izin, minutes_sakit and missing (codes).
    """

    kind: str
    value: int
    of: int
    detail: Mapping[str, Any]
    as_of: datetime


class EvidenceSource(Protocol):
    name: str

    def facts_for(
        self, *, user_ids: Collection[int], occasion: Occasion
    ) -> Mapping[int, Sequence[Fact]]: ...


class Holder(Protocol):
    """How a person is printed. may_print: she agreed to it.

    address: in one line, as on an envelope; empty: not known, or not to be printed.
    """

    printed_name: str
    birthplace: str
    born_on: date | None
    address: str
    may_print: bool


class HolderSource(Protocol):
    def holders_for(self, user_ids: Collection[int]) -> Mapping[int, Holder]: ...


class PortraitSource(HolderSource, Protocol):
    """What a holder source may answer, too; one without it has no portraits."""

    def portraits_for(self, user_ids: Collection[int]) -> Mapping[int, bytes]:
        """User key -> JPEG of 3 by 4, at most 354 by 472 pixels, of those who agreed to show it."""
        ...


@dataclass(frozen=True)
class PlainHolder:
    """The answer when no plugin knows more than the user's name."""

    printed_name: str
    birthplace: str = ""
    born_on: date | None = None
    address: str = ""
    may_print: bool = True


def occasions_visible_to(user: Any, issuer_codes: Collection[str]) -> list[Occasion]:
    """Occasions of the issuers `issuer_codes` that their sources show to `user`, newest first.

    Sources that know the staff of issuers may answer more than these issuers; what
    belongs to others is left out here, whatever they answer.
    """
    wanted = set(issuer_codes)
    found = [
        occasion
        for ask in hooks.get_hooks("register_certificate_occasions")
        for occasion in ask().visible_to(user)
        if occasion.issuer_code in wanted
    ]
    return sorted(found, key=lambda occasion: (occasion.ends_on, occasion.title), reverse=True)


def occasion_by_key(key: str) -> Occasion | None:
    """The occasion of `key`, from the first source that knows it."""
    for ask in hooks.get_hooks("register_certificate_occasions"):
        found = ask().by_key(key)
        if found is not None:
            return found
    return None


def facts_of(user_ids: Collection[int], occasion: Occasion) -> dict[int, dict[str, Fact]]:
    """What each of `user_ids` has shown: user key -> kind -> fact; everybody is present.

    If two sources answer one kind, the later answer (by `as_of`) counts.
    """
    shown: dict[int, dict[str, Fact]] = {user_id: {} for user_id in user_ids}
    for ask in hooks.get_hooks("register_certificate_evidence"):
        answers = ask().facts_for(user_ids=user_ids, occasion=occasion)
        for user_id, facts in answers.items():
            kept = shown.setdefault(user_id, {})
            for fact in facts:
                if fact.kind not in kept or fact.as_of > kept[fact.kind].as_of:
                    kept[fact.kind] = fact
    return shown


def holders_of(user_ids: Collection[int]) -> dict[int, Holder]:
    """How each of `user_ids` is printed; those nobody knows, by their user's name."""
    found: dict[int, Holder] = {}
    for ask in hooks.get_hooks("register_certificate_holders"):
        found.update(ask().holders_for(user_ids))
    unknown = [user_id for user_id in user_ids if user_id not in found]
    for user in get_user_model()._default_manager.filter(pk__in=unknown) if unknown else ():
        found[user.pk] = PlainHolder(printed_name=user.get_full_name())
    return found


def portraits_of(user_ids: Collection[int]) -> dict[int, bytes]:
    """User key -> JPEG of those of `user_ids` who have a portrait to print."""
    found: dict[int, bytes] = {}
    for ask in hooks.get_hooks("register_certificate_holders"):
        if (portraits_for := getattr(ask(), "portraits_for", None)) is not None:
            found.update(portraits_for(user_ids))
    return found


def frozen_occasion(occasion: Occasion) -> dict[str, Any]:
    """`occasion` as JSON, without its participants; dates as ISO 8601."""
    return {
        "key": occasion.key,
        "title": occasion.title,
        "programme": dict(occasion.programme),
        "issuer_code": occasion.issuer_code,
        "starts_on": occasion.starts_on.isoformat(),
        "ends_on": occasion.ends_on.isoformat(),
        "place": occasion.place,
        "time_zone": occasion.time_zone,
        "vocation": occasion.vocation,
        "fund_source": occasion.fund_source,
        "delivery": occasion.delivery,
        "decree_number": occasion.decree_number,
        "decree_on": occasion.decree_on.isoformat() if occasion.decree_on else "",
        "instructors": list(occasion.instructors),
        "planned_minutes": occasion.planned_minutes,
        "planned_sessions": occasion.planned_sessions,
    }


@dataclass(frozen=True)
class KeptOccasion:
    """An occasion as a batch kept it, without its participants (shape: `Occasion`)."""

    key: str
    title: str
    programme: Mapping[str, Any]
    issuer_code: str
    starts_on: date
    ends_on: date
    place: str
    time_zone: str
    vocation: str
    fund_source: str
    delivery: str
    decree_number: str
    decree_on: date | None
    instructors: Sequence[str]
    planned_minutes: int
    planned_sessions: int
    is_closed: bool = True
    participants: Sequence[Participant] = ()


def kept_occasion(frozen: Mapping[str, Any]) -> KeptOccasion:
    """The occasion that `frozen_occasion` froze."""
    days = {name: date.fromisoformat(frozen[name]) for name in ("starts_on", "ends_on")}
    decree_on = date.fromisoformat(frozen["decree_on"]) if frozen["decree_on"] else None
    return KeptOccasion(**{**frozen, **days, "decree_on": decree_on})


def frozen_holder(holder: Holder) -> dict[str, Any]:
    """`holder` as JSON: only what may be printed."""
    return {
        "printed_name": holder.printed_name,
        "birthplace": holder.birthplace,
        "born_on": holder.born_on.isoformat() if holder.born_on else "",
        "address": holder.address,
    }
