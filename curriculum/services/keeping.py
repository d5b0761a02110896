"""Keep the files of a release, each once and under a name made of its content."""

import hashlib
import json
import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from curriculum.models import ModuleRelease, OfflinePack, Tier

FOLDER = "lessons"

logger = logging.getLogger(__name__)


def path_of_content(digest: str, suffix: str) -> str:
    """Where a file with this SHA-256 (hex) lies in the default storage."""
    return f"{FOLDER}/{digest[:2]}/{digest[2:34]}{suffix}"


@dataclass(frozen=True)
class KeptFile:
    """One line of a manifest. `path` in the default storage, `sha256` in hex."""

    path: str
    sha256: str
    bytes: int
    tier: str
    is_fallback: bool = False


@dataclass
class Shelving:
    """Copies files while a release is made and remembers them; an `Address` for rendering."""

    files: dict[str, KeptFile] = field(default_factory=dict)

    def __call__(self, file: Any, tier: str, *, is_fallback: bool = False) -> str:
        try:
            with file.storage.open(file.name, "rb") as opened:
                content = opened.read()
        except FileNotFoundError:
            # Its file was lost before: the text is worth publishing all the same.
            logger.warning("No file %s: a release is made without it.", file.name)
            return file.name
        return self._keep(content, PurePosixPath(file.name).suffix, tier, is_fallback)

    def keep_text(self, data: Any) -> str:
        """Keep plain data as JSON; the same data is the same file."""
        text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return self._keep(text.encode(), ".json", Tier.TEXT, is_fallback=False)

    def adopt(self, lines: Mapping[str, Mapping[str, Any]], cards: Any) -> None:
        """Take over the files that `cards` (plain data) name; `lines`: path -> manifest line."""
        if isinstance(cards, str):
            if cards in lines:
                self.files.setdefault(cards, KeptFile(**lines[cards]))
        elif isinstance(cards, Mapping | list | tuple):
            for each in cards.values() if isinstance(cards, Mapping) else cards:
                self.adopt(lines, each)

    def keep_page(self, html: str) -> KeptFile:
        """Keep a page for phones. Its name ends in no type that a browser would open."""
        return self.files[self._keep(html.encode(), ".page", Tier.TEXT, is_fallback=False)]

    def _keep(self, content: bytes, suffix: str, tier: str, is_fallback: bool) -> str:
        digest = hashlib.sha256(content).hexdigest()
        path = path_of_content(digest, suffix.lower())
        if default_storage.exists(path) and default_storage.size(path) != len(content):
            # A full disk or a power cut left half of it: nobody could ever read it.
            default_storage.delete(path)
        if not default_storage.exists(path):
            path = default_storage.save(path, ContentFile(content))
        # A file that one card needs is no fallback, whatever another card takes it for.
        spare = is_fallback and (path not in self.files or self.files[path].is_fallback)
        self.files[path] = KeptFile(path, digest, len(content), str(tier), spare)
        return path

    def manifest(self) -> list[dict[str, Any]]:
        return [asdict(self.files[path]) for path in sorted(self.files)]

    def weights(self) -> dict[str, int]:
        """Tier -> bytes that one phone downloads of it."""
        weights: Counter[str] = Counter(dict.fromkeys(Tier.values, 0))
        for kept in self.files.values():
            if not kept.is_fallback:
                weights[kept.tier] += kept.bytes
        return dict(weights)


def let_go_of_files(*, paths: set[str]) -> None:
    """Delete those of `paths` that no release and no pack names any more."""
    manifests = ModuleRelease.objects.order_by().values_list("manifest", flat=True)
    wanted = {line["path"] for manifest in manifests.iterator() for line in manifest}
    for path in paths - wanted - OfflinePack.objects.paths():
        default_storage.delete(path)
