"""The backup file: a gzipped tar with a manifest that vouches for every other member."""

import hashlib
import io
import json
import tarfile
import time
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Self

from balai.operations.errors import BrokenBackup

FORMAT = 1
MANIFEST = "manifest.json"
ROWS = "rows/"
KEYS = "keys.sealed"


@dataclass
class Manifest:
    """What a backup holds, and what it was made from.

    migrations: the applied ones, app label -> names; members: name -> SHA-256 in hex.
    """

    made_at: str
    versions: dict[str, str]
    database: str
    migrations: dict[str, list[str]]
    rows: dict[str, int] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def has_keys(self) -> bool:
        return KEYS in self.members


class _Hashed:
    """Reads a file and digests what passes."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.file.read(size)
        self.digest.update(block)
        return block


def _digest(content: IO[bytes]) -> str:
    hashed = _Hashed(content)
    while hashed.read(1_000_000):
        pass
    return hashed.digest.hexdigest()


class BackupWriter:
    """Writes members one after the other; the manifest comes last, when all is known."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.path = path
        self.unfinished = path.with_name(f"{path.name}.unfinished")
        self.manifest = manifest

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.unfinished.touch(mode=0o600)  # it holds names and photographs of people
        self.tar = tarfile.open(self.unfinished, "w:gz", compresslevel=6)
        return self

    def __exit__(self, failure: object, *rest: object) -> None:
        if failure is None:
            text = json.dumps(asdict(self.manifest), indent=1, sort_keys=True).encode()
            self._add(MANIFEST, len(text), io.BytesIO(text))
        self.tar.close()
        if failure is None:
            self.unfinished.replace(self.path)
        else:
            self.unfinished.unlink(missing_ok=True)

    def add(self, name: str, size: int, file: IO[bytes]) -> None:
        """Add `file`, `size` bytes from where it stands, and note its digest."""
        self.manifest.members[name] = self._add(name, size, file)

    def _add(self, name: str, size: int, file: IO[bytes]) -> str:
        member = tarfile.TarInfo(name)
        member.size, member.mtime, member.mode = size, int(time.time()), 0o600
        hashed = _Hashed(file)
        self.tar.addfile(member, hashed)
        return hashed.digest.hexdigest()


class BackupReader:
    """A backup that was read once from end to end and found whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.tar = tarfile.open(path, "r:gz")  # noqa: SIM115 - closed by `close`
            self.manifest = self._checked()
        except (OSError, EOFError, tarfile.TarError, zlib.error, KeyError, ValueError) as broken:
            raise BrokenBackup(name=path.name, why=str(broken) or type(broken).__name__) from broken

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *rest: object) -> None:
        self.tar.close()

    def members(self, start: str) -> Iterator[tuple[str, IO[bytes]]]:
        """Name (without `start`) and content of every member that begins with `start`."""
        for member in self.tar.getmembers():
            if member.name.startswith(start):
                content = self.tar.extractfile(member)
                if content is not None:
                    yield member.name.removeprefix(start), content

    def _checked(self) -> Manifest:
        found = {}
        for member in self.tar.getmembers():
            content = self.tar.extractfile(member)
            if content is None:
                raise ValueError(f"{member.name} is no file")
            if member.name != MANIFEST:
                found[member.name] = _digest(content)
        text = self.tar.extractfile(MANIFEST)
        manifest = Manifest(**json.load(text)) if text else None
        if manifest is None or manifest.format != FORMAT:
            raise ValueError("its format is unknown")
        wrong = sorted(
            name
            for name in found.keys() | manifest.members.keys()
            if found.get(name) != manifest.members.get(name)
        )
        if wrong:
            raise ValueError(f"{wrong[0]} is not what was written")
        return manifest
