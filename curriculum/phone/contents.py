"""The contents of a pack: what a phone fetches, keeps, passes on and compares.

A manifest is plain data:

    {"v": 1, "language": "id",
     "module": {"id", "code", "title", "url", "cover"},
     "release": {"id", "number", "change", "published_on"},
     "lessons": [{"id", "title", "url", "checks": [card id, …], "same": [lesson id, …]}, …],
     "files": [{"url", "sha", "bytes", "tier", "type"}, …]}

`same` are the same lesson in other languages: what was done in one is done in all.
`files` are sorted by `url` (a path of this site); `sha` is the SHA-256 of the content in
hex, `tier` one of text, pictures, audio. A pack is named by the digest of its manifest's
text, so the same contents are the same pack, and a file passed from phone to phone cannot
say anything else than what was published here (`curriculum.phone.signing`).
"""

import hashlib
import json
import mimetypes
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from curriculum.audio import MEDIA_TYPES
from curriculum.rendering import LessonReading, ModuleReading

VERSION = 1
PAGE_TYPE = "text/html; charset=utf-8"


@dataclass(frozen=True)
class PackFile:
    """One file of a pack; see the module's docstring."""

    url: str
    sha: str
    bytes: int
    tier: str
    type: str


def media_type(path: str) -> str:
    suffix = PurePosixPath(path).suffix.lstrip(".")
    return MEDIA_TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"


def manifest_of(
    *,
    module: ModuleReading,
    lessons: Iterable[LessonReading],
    release: Any,
    language: str,
    files: Iterable[PackFile],
) -> dict[str, Any]:
    """The manifest of the pack with these readings and files."""
    return {
        "v": VERSION,
        "language": language,
        "module": {
            "id": module.page_id,
            "code": module.code,
            "title": module.title,
            "url": path_of(module.url),
            "cover": module.cover.url if module.cover else "",
        },
        "release": {
            "id": release.pk,
            "number": release.number,
            "change": release.change_kind,
            "published_on": release.published_at.date().isoformat(),
        },
        "lessons": [
            {
                "id": lesson.page_id,
                "title": lesson.title,
                "url": path_of(lesson.url),
                "checks": [card.id for card in lesson.cards if card.options],
                "same": sorted(other for other, here in lesson.kin if here == lesson.page_id),
            }
            for lesson in lessons
        ],
        "files": [asdict(file) for file in sorted(files, key=lambda each: each.url)],
    }


def path_of(url: str) -> str:
    """The path of an address: with several sites Wagtail names the host, too."""
    return urlsplit(url).path


def manifest_text(manifest: Mapping[str, Any]) -> str:
    """`manifest` as the one text that is hashed; phones make the same (`packs.js`)."""
    return json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(manifest: Mapping[str, Any]) -> str:
    return hashlib.sha256(manifest_text(manifest).encode()).hexdigest()


def changed_since(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What a phone that has `old` is told of `new`: everything but the files it knows.

    {"manifest": without files, "drop": [url, …], "add": [file, …]}; a changed file is in both.
    """
    known = {_line(file): file["url"] for file in old["files"]}
    wanted = {_line(file) for file in new["files"]}
    return {
        "manifest": {key: value for key, value in new.items() if key != "files"},
        "drop": [url for line, url in known.items() if line not in wanted],
        "add": [file for file in new["files"] if _line(file) not in known],
    }


def _line(file: Mapping[str, Any]) -> Sequence[Any]:
    return tuple(file[key] for key in ("url", "sha", "bytes", "tier", "type"))
