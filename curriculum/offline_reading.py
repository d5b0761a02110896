"""What another app on the phone may keep of lessons: the hook `register_offline_reading`.

Whoever asks (the field app of facilitators) shows the packs and lets the script keep them; a kept
module then opens without signal at its own address, like one that was kept on its page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from curriculum import shelf
from curriculum.models import ModuleRelease, OfflinePack, Tier
from curriculum.phone.handing_out import frames_of
from curriculum.pinned import releases_held_for

# What the script keeps; sound and video are chosen on the page of a module.
KEPT_TIERS = (Tier.TEXT, Tier.PICTURES)


@dataclass(frozen=True)
class ReadingPack:
    """A module as one reader takes it along.

    module, release: keys of its page and of what she reads of it. url: the path it opens at;
    address: that of its pack, in her language whatever the browser asks for; shelf: that of the
    page with all that is kept. digest: of the pack, hex, "" while none was made. bytes: of text
    and pictures, None while none was made.
    """

    module: int
    release: int
    title: str
    url: str
    address: str
    shelf: str
    digest: str
    bytes: int | None


class OfflineReading:
    # A script module (static path); exports `keep(pack, onStep)` and `kept()`.
    script = "curriculum/offline.js"

    def packs(self, user: Any) -> list[ReadingPack]:
        """The modules that everybody may read, by title, in the releases that `user` reads.

        In the active language; the same queries for any number of modules.
        """
        held = releases_held_for(user) if shelf.pins_exist() else {}
        offered = ModuleRelease.objects.current().originals().select_related("page")
        current = {each.page_id: each for each in offered.defer("manifest", "face")}
        wanted = {key: held.get(key, release.pk) for key, release in current.items()}
        language = get_language() or ""
        frames = frames_of(wanted, language)
        made = _made(frames, language)
        found = [
            _pack(release, wanted[key], language, made.get(wanted[key]))
            for key, release in current.items()
            if wanted[key] in frames
        ]
        return sorted(found, key=lambda each: (each.title.casefold(), each.module))


def _made(frames: dict[int, str], language: str) -> dict[int, OfflinePack]:
    """Release key -> its pack as it is made now."""
    packs = OfflinePack.objects.filter(release_id__in=frames, language=language).order_by()
    return {
        each.release_id: each
        for each in packs.defer("page_paths")
        if frames[each.release_id] == each.frame
    }


def _pack(
    release: ModuleRelease, release_id: int, language: str, made: OfflinePack | None
) -> ReadingPack:
    module = release.page_id
    return ReadingPack(
        module=module,
        release=release_id,
        title=made.manifest["module"]["title"] if made else release.title,
        url=made.manifest["module"]["url"] if made else (release.page.url or ""),
        address=reverse("curriculum:pack_in_language", args=[module, release_id, language]),
        shelf=reverse("curriculum:phone"),
        digest=made.digest if made else "",
        bytes=sum(_weights(made)) if made else None,
    )


def _weights(made: OfflinePack) -> Iterator[int]:
    return (file["bytes"] for file in made.manifest["files"] if file["tier"] in KEPT_TIERS)
