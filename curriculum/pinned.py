"""What pins say: which release an audience reads, and which change waits for a word."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from curriculum.audiences import audiences_in_charge, audiences_of
from curriculum.models import ChangeKind, ModuleRelease, ReleasePin


@dataclass(frozen=True)
class WaitingChange:
    """`audience` reads `held`; `newest` waits. `notes` say what changed, oldest first."""

    audience_key: str
    audience_label: str
    held: ModuleRelease
    newest: ModuleRelease
    notes: tuple[str, ...]


def release_in_force(pinned: int, releases: Iterable[ModuleRelease]) -> ModuleRelease:
    """The last release at or after number `pinned` before the next big change.

    releases: those of one module, in any order; the pinned one is among them.
    """
    later = sorted((each for each in releases if each.number >= pinned), key=_number)
    found = later[0]
    for release in later[1:]:
        if release.change_kind == ChangeKind.MAJOR:
            break
        found = release
    return found


def _number(release: ModuleRelease) -> int:
    return release.number


def _releases(module_ids: Collection[int]) -> dict[int, list[ModuleRelease]]:
    """Module page key -> its releases, oldest first, of the modules that are published."""
    found: dict[int, list[ModuleRelease]] = {}
    rows = ModuleRelease.objects.filter(page_id__in=module_ids, page__live=True)
    rows = rows.select_related("page")
    for release in rows.defer("manifest", "face").order_by("page_id", "number"):
        found.setdefault(release.page_id, []).append(release)
    return found


def _held(pins: Iterable[ReleasePin]) -> dict[tuple[str, int], int]:
    """(audience key, module page key) -> the highest number accepted."""
    held: dict[tuple[str, int], int] = {}
    for pin in pins:
        place = (pin.audience_key, pin.module_id)
        held[place] = max(held.get(place, 0), pin.release.number)
    return held


def releases_held_for(user: Any) -> dict[int, int]:
    """Module page key -> release key, for the modules where `user` does not read the latest.

    Who reads in several audiences reads what the furthest of them has accepted.
    """
    return releases_held_for_key(user.pk)


def releases_held_for_key(user_id: int | None) -> dict[int, int]:
    """As `releases_held_for`; somebody without an account (None) reads the latest."""
    keys = audiences_of([user_id]).get(user_id) if user_id is not None else None
    if not keys:
        return {}
    held = _held(_pins().filter(audience_key__in=keys))
    releases = _releases({module_id for _key, module_id in held})
    furthest: dict[int, ModuleRelease] = {}
    for (_key, module_id), number in held.items():
        if module_id in releases:
            release = release_in_force(number, releases[module_id])
            if module_id not in furthest or furthest[module_id].number < release.number:
                furthest[module_id] = release
    return {
        module_id: release.pk
        for module_id, release in furthest.items()
        if release.number < releases[module_id][-1].number
    }


def releases_held_by(audience_key: str) -> dict[int, ModuleRelease]:
    """Module page key -> the release this audience reads, where it pinned one; two queries."""
    held = _held(_pins().filter(audience_key=audience_key))
    releases = _releases({module_id for _key, module_id in held})
    return {
        module_id: release_in_force(number, releases[module_id])
        for (_key, module_id), number in held.items()
        if module_id in releases
    }


def releases_held_by_each(keys: Collection[str]) -> dict[str, dict[int, ModuleRelease]]:
    """What `releases_held_by` says, for many audiences; two queries."""
    held = _held(_pins().filter(audience_key__in=keys))
    releases = _releases({module_id for _key, module_id in held})
    found: dict[str, dict[int, ModuleRelease]] = {key: {} for key in keys}
    for (key, module_id), number in held.items():
        if module_id in releases:
            found[key][module_id] = release_in_force(number, releases[module_id])
    return found


def is_in_force(release: ModuleRelease) -> bool:
    """Whether some audience that pinned its module reads `release`; at most two queries."""
    held = _held(_pins().filter(module_id=release.page_id))
    releases = _releases({release.page_id}).get(release.page_id, []) if held else []
    return any(release_in_force(number, releases) == release for number in held.values())


def waiting_changes(user: Any) -> list[WaitingChange]:
    """The big changes that `user` may accept for an audience, by module and audience."""
    held = _held(_pins())
    releases = _releases({module_id for _key, module_id in held})
    waiting = {
        (key, module_id): release_in_force(number, releases[module_id])
        for (key, module_id), number in held.items()
        if module_id in releases
    }
    waiting = {
        place: release
        for place, release in waiting.items()
        if release.number < releases[place[1]][-1].number
    }
    if not waiting:
        return []
    mine = audiences_in_charge(user, {key for key, _module_id in waiting})
    found = [
        _change(mine[key].key, mine[key].label, release, releases[module_id])
        for (key, module_id), release in waiting.items()
        if key in mine
    ]
    return sorted(found, key=lambda each: (each.newest.code, each.audience_label))


def _change(
    key: str, label: str, held: ModuleRelease, releases: list[ModuleRelease]
) -> WaitingChange:
    later = [each for each in releases if each.number > held.number]
    return WaitingChange(key, label, held, later[-1], tuple(r.note for r in later if r.note))


def _pins() -> Any:
    return ReleasePin.objects.select_related("release").defer("release__manifest", "release__face")
